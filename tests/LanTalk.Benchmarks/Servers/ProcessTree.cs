using System.Globalization;

namespace LanTalk.Benchmarks.Servers;

/// <summary>Processes and what they started, as the kernel counts them (Linux, proc(5)).</summary>
internal static class ProcessTree
{
    /// <summary>The kernel's clock ticks a second in these files, on every machine that .NET runs on.</summary>
    private const double Ticks = 100;

    /// <summary>The processor time, user and system, used by all processes below one, also by those that have ended.</summary>
    public static TimeSpan CpuBelow(int process)
    {
        var all = All().ToList();
        var ticks = all.Where(each => each.Id == process).Sum(each => each.EndedChildren);
        HashSet<int> parents = [process];
        while (all.Where(each => parents.Contains(each.Parent)).ToList() is { Count: > 0 } children)
        {
            ticks += children.Sum(child => child.Own + child.EndedChildren);
            parents = [.. children.Select(child => child.Id)];
        }

        return TimeSpan.FromSeconds(ticks / Ticks);
    }

    private static IEnumerable<(int Id, int Parent, long Own, long EndedChildren)> All()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(directory) is { } stat)
            {
                // After the name, which may hold anything, the state comes first.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                yield return (id, (int)Number(1), Number(11) + Number(12), Number(13) + Number(14));

                long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
            }
        }
    }

    private static string? Read(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "stat"));
        }
        catch (IOException)
        {
            // It has ended in the meantime.
            return null;
        }
    }
}
