using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Logins with a password.</summary>
internal static class Passwords
{
    private const string Right = """{"username":"Bob","password":"s3crét"}""";

    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "A password", options => options with { Password = "s3crét" });
        await (await server.ConnectAsync('C')).LogInAsync("""{"username":"Carol","password":"s3cr\u00e9t"}""");
        foreach (var login in new[]
                 {
                     """{"username":"Bob"}""",
                     """{"username":"Bob","password":null}""",
                     """{"username":"Bob","password":""}""",
                     """{"username":"Bob","password":"S3crét"}""",
                     """{"username":"Carol","password":"wrong"}""",
                     """{"username":"Carol","password":"wrong again"}""",
                     """{"username":"Carol","password":"and again"}""",
                     Right,
                 })
        {
            await (await server.ConnectAsync('B')).LogInAsync(login);
        }

        server.Pass(TimeSpan.FromSeconds(1));
        await (await server.ConnectAsync('B')).LogInAsync(Right);
        await (await server.ConnectAsync('E')).LogInAsync("""{"username":"bob","password":"s3crét"}""");
    }
}
