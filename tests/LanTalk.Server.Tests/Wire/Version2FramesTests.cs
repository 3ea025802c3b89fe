using System.Text;
using LanTalk.Server.Tests.Wire.Scenes;

namespace LanTalk.Server.Tests.Wire;

/// <summary>
/// Holds version 2 to its bytes. Each scene is a conversation; its fixture holds the lines that were sent and received when it was recorded. After an
/// intended change, record again and look at the difference: set <c>LANTALK_RECORD</c> to 1 and run these tests.
/// </summary>
public sealed class Version2FramesTests
{
    private const string RecordVariable = "LANTALK_RECORD";

    private static readonly Dictionary<string, Func<StringBuilder, Task>> Scenes = new()
    {
        ["logging-in"] = LoggingIn.PlayAsync,
        ["passwords"] = Passwords.PlayAsync,
        ["newcomers"] = Newcomers.PlayAsync,
        ["talking"] = Talking.PlayAsync,
        ["private-messages"] = PrivateTalk.PlayAsync,
        ["commands"] = GivingCommands.PlayAsync,
        ["rooms"] = VisitingRooms.PlayAsync,
        ["limits"] = LimitsHit.PlayAsync,
        ["moderation"] = Moderating.PlayAsync,
        ["coming-and-going"] = ComingAndGoing.PlayAsync,
        ["endings"] = Endings.PlayAsync,
    };

    /// <summary>The scenes by name.</summary>
    public static TheoryData<string> SceneNames => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(SceneNames))]
    public async Task TheFramesOfVersion2AreByteForByteWhatTheyWere(string scene)
    {
        var recording = new StringBuilder();
        await Scenes[scene](recording);

        if (Environment.GetEnvironmentVariable(RecordVariable) == "1")
        {
            File.WriteAllText(Path.Combine(SourceDirectory(), $"{scene}.txt"), recording.ToString());
            Assert.Skip("Recorded and not compared.");
        }

        // Only the first line that differs: the diff of the fixture shows the rest.
        var fixture = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", "Fixtures", $"{scene}.txt"));
        var (sent, recorded) = (recording.ToString().Split('\n'), fixture.Split('\n'));
        var same = sent.Zip(recorded).TakeWhile(pair => pair.First == pair.Second).Count();
        sent.ElementAtOrDefault(same).Should().Be(
            recorded.ElementAtOrDefault(same),
            "line {0} of {1}.txt is not to change; if it is meant to, {2}=1 records it anew",
            same + 1,
            scene,
            RecordVariable);
    }

    private static string SourceDirectory()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "LanTalk.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("LanTalk.sln was not found above the tests.");
        }

        return Path.Combine(directory.FullName, "tests", "LanTalk.Server.Tests", "Wire", "Fixtures");
    }
}
