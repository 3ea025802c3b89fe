namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// Checks the promises of the chat against what clients saw and the store has, whatever happened in between. It finds violations and judges no times;
/// it is called when every client should have everything.
/// </summary>
internal static class TranscriptChecker
{
    /// <summary>All violations, each as a sentence; none if the promises were kept.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<Transcript> transcripts, IReadOnlyList<Posted> store)
    {
        var stored = new Dictionary<long, Posted>();
        List<string> faults = [.. OutOfOrder("the store", store)];
        foreach (var posted in store)
        {
            stored[posted.Id] = posted;
        }

        faults.AddRange(SaidTwice(store));
        foreach (var transcript in transcripts)
        {
            faults.AddRange(transcript.Gaps.Select(gap => $"{transcript.Name} was told of a gap: {gap}"));
            faults.AddRange(OutOfOrder(transcript.Name, transcript.Seen));
            faults.AddRange(NotAsStored(transcript, stored));
            faults.AddRange(NotSeen(transcript, store));
            faults.AddRange(NotSettled(transcript));
            faults.AddRange(NotAsFed(transcript, store));
        }

        faults.AddRange(NotEverywhere(transcripts, stored));
        return faults;
    }

    /// <summary>Numbers rise strictly: so nothing comes twice, and nothing out of order.</summary>
    private static IEnumerable<string> OutOfOrder(string where, IReadOnlyList<Posted> messages) => messages
        .Zip(messages.Skip(1))
        .Where(pair => pair.Second.Id <= pair.First.Id)
        .Select(pair => $"In {where}, {pair.First.Id} ({pair.First.Text}) is followed by {pair.Second.Id} ({pair.Second.Text}).");

    /// <summary>All texts differ: one that is there under two numbers was posted twice.</summary>
    private static IEnumerable<string> SaidTwice(IReadOnlyList<Posted> store) => store
        .GroupBy(posted => posted.Text)
        .Where(same => same.Count() > 1)
        .Select(same => $"'{same.Key}' is stored as {string.Join(" and ", same.Select(posted => posted.Id))}.");

    /// <summary>The store has every message seen, under the same number: so the same number is the same message everywhere.</summary>
    private static IEnumerable<string> NotAsStored(Transcript transcript, Dictionary<long, Posted> stored)
    {
        foreach (var seen in transcript.Seen)
        {
            if (!stored.TryGetValue(seen.Id, out var kept))
            {
                yield return $"{transcript.Name} saw {seen.Id} ({seen.Text}), which the store lacks.";
            }
            else if (kept != seen)
            {
                yield return $"{transcript.Name} saw {seen.Id} as '{seen.User}: {seen.Text}'; the store has '{kept.User}: {kept.Text}'.";
            }
        }
    }

    /// <summary>A client sees everything from its join on, acknowledged or not.</summary>
    private static IEnumerable<string> NotSeen(Transcript transcript, IReadOnlyList<Posted> store)
    {
        var seen = transcript.Seen.Select(posted => posted.Id).ToHashSet();
        return store
            .Where(posted => posted.Id > transcript.Since && !seen.Contains(posted.Id))
            .Select(posted => $"{transcript.Name} did not see {posted.Id} ({posted.Text}).");
    }

    /// <summary>Exactly one outcome is reported for each line.</summary>
    private static IEnumerable<string> NotSettled(Transcript transcript)
    {
        var (acknowledged, notSent) = (Acknowledged(transcript), transcript.NotSent.ToHashSet());
        foreach (var line in transcript.Fed)
        {
            switch (acknowledged.Contains(line), notSent.Contains(line))
            {
                case (false, false):
                    yield return $"{transcript.Name} was not told what became of '{line}'.";
                    break;
                case (true, true):
                    yield return $"{transcript.Name} was told that '{line}' was sent, and that it was not.";
                    break;
            }
        }
    }

    /// <summary>One user's messages are in the order in which they were sent.</summary>
    private static IEnumerable<string> NotAsFed(Transcript transcript, IReadOnlyList<Posted> store)
    {
        var said = store.Where(posted => posted.User == transcript.Name).Select(posted => posted.Text).ToList();
        var kept = said.ToHashSet();
        return said
            .Zip(transcript.Fed.Where(kept.Contains))
            .Where(pair => pair.First != pair.Second)
            .Take(1)
            .Select(pair => $"'{pair.First}' of {transcript.Name} stands where '{pair.Second}' should: it was fed before.");
    }

    /// <summary>Acknowledged messages are stored, and messages reported as not sent are nowhere.</summary>
    private static IEnumerable<string> NotEverywhere(IReadOnlyList<Transcript> transcripts, Dictionary<long, Posted> stored)
    {
        var kept = stored.Values.Select(posted => posted.Text).ToHashSet();
        return transcripts.SelectMany(transcript => Acknowledged(transcript)
            .Where(text => !kept.Contains(text))
            .Select(text => $"'{text}' was acknowledged to {transcript.Name}, and the store lacks it.")
            .Concat(transcript.NotSent
                .Where(kept.Contains)
                .Select(text => $"'{text}' was reported to {transcript.Name} as not sent, and the store has it.")));
    }

    private static HashSet<string> Acknowledged(Transcript transcript) =>
        [.. transcript.Seen.Where(posted => posted.User == transcript.Name).Select(posted => posted.Text), .. transcript.Delivered];
}
