using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Security;

public sealed class LoginTests(InstalledTool tool) : ToolTest(tool), IDisposable
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _eve = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _eve.Dispose();
    }

    [Fact]
    public async Task VersionTwoAndThreeTalkToEachOther()
    {
        var (_, endPoint) = await ServeAsync("--password", "sesame");
        using var carol = await TestClient.ConnectAsync(endPoint);
        (await carol.LogInAsync("Carol", "sesame")).GetProperty("type").GetString().Should().Be("auth_ok");
        using var bob = await TlsTestClient.ConnectAsync(endPoint);
        (await bob.Lines.LogInAsync(bob.Fingerprint, "Bob", _bob, "sesame")).GetProperty("type").GetString().Should().Be("auth_ok");

        await bob.Lines.SayAsync("from three");
        await carol.SayAsync("from two");

        (await carol.ReadAsync("message")).GetProperty("text").GetString().Should().Be("from three");
        (await bob.Lines.ReadTextsAsync("message", 2)).Should().BeEquivalentTo("from three", "from two");
    }

    [Fact]
    public async Task AWrongPasswordIsRefusedAndThenTheAddressMustWait()
    {
        var (server, endPoint) = await ServeAsync("--password", "sesame", "--auth-attempts", "2");

        // The wait doubles each time, so that it is soon longer than a slow machine takes for a try.
        var codes = new List<string?>();
        while (codes.Count < 10 && codes.LastOrDefault() != "busy")
        {
            codes.Add(await CodeAsync(endPoint, "Bob", _bob, "open"));
        }

        codes.Take(2).Should().Equal("password", "password");
        codes[^1].Should().Be("busy");
        (await server.OutputAsync("Older (Python) clients")).Should().Contain("--require-tls");
    }

    [Fact]
    public async Task WhatARelayWithACertificateOfItsOwnWasSentIsWorthNothing()
    {
        var (_, endPoint) = await ServeAsync("--password", "sesame");
        using var relay = await TlsTestClient.ConnectAsync(endPoint);

        // The victim signs for the certificate that the relay showed.
        var answer = await relay.Lines.LogInAsync(ServerFingerprint.Of("the relay's"u8), "Bob", _bob, "sesame");

        answer.GetProperty("code").GetString().Should().Be("key");
    }

    [Fact]
    public async Task ANameBelongsToItsKeyAlsoAfterARestart()
    {
        var (server, endPoint) = await ServeAsync();
        using (var bob = await TlsTestClient.ConnectAsync(endPoint))
        {
            await bob.Lines.LogInAsync(bob.Fingerprint, "Bob", _bob);
            await bob.Lines.SayAsync("The name is mine now");
            await bob.Lines.DrainAsync();
            (await CodeAsync(endPoint, "Bob", _eve)).Should().Be("name_taken");
        }

        await server.TypeAsync("/quit");
        await server.ExitAsync();
        var (_, again) = await ServeAsync();

        (await CodeAsync(again, "Bob", _eve)).Should().Be("name_taken");
        using var old = await TestClient.ConnectAsync(again);
        (await old.LogInAsync("Bob")).GetProperty("code").GetString().Should().Be("name_taken");
        (await CodeAsync(again, "Bob", _bob)).Should().BeNull();
    }

    [Fact]
    public async Task ABannedKeyIsRefusedFromAnotherAddress()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere loopback has one address.");
        var (_, endPoint) = await ServeAsync();

        (await RunToEndAsync("ban", "add", _bob.Identity.FullForm, "--reason", "spam", "--data-dir", Directory.Path)).ExitCode.Should().Be(0);

        (await RunToEndAsync("ban", "list", "--data-dir", Directory.Path)).Process.Output.Should()
            .ContainSingle(line => line.StartsWith(_bob.Identity.FullForm));
        string? code = null;
        var start = TimeProvider.System.GetTimestamp();
        while (code != "banned" && TimeProvider.System.GetElapsedTime(start) < ToolProcess.Patience)
        {
            code = await CodeAsync(endPoint, "Bob", _bob, from: IPAddress.Parse("127.0.0.7")); // the server notices within a second
        }

        code.Should().Be("banned");
        (await CodeAsync(endPoint, "Eve", _eve, from: IPAddress.Parse("127.0.0.7"))).Should().BeNull();
    }

    [Fact]
    public async Task VersionTwoIsRefusedWhereTlsIsRequired()
    {
        var (_, endPoint) = await ServeAsync("--require-tls");
        using var old = await TestClient.ConnectAsync(endPoint);

        (await old.LogInAsync("Carol")).GetProperty("code").GetString().Should().Be("tls_required");
        (await CodeAsync(endPoint, "Bob", _bob)).Should().BeNull();
    }

    [Fact]
    public async Task ChangedRecordsEndTheirOwnConnectionOnly()
    {
        var (server, endPoint) = await ServeAsync();
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (at, by) = (random.Next(10_000), random.Next(1, 256));
            await using var stream = new ChangingStream(await TlsTestClient.OpenAsync(endPoint), at, (byte)by, after: seed % 2 == 0 ? 0 : 2);
            try
            {
                using var client = await TlsTestClient.ConnectAsync(stream);
                await client.Lines.LogInAsync(client.Fingerprint, "Mallory", _eve);
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or InvalidOperationException)
            {
                // The server hung up, or the client did.
            }
        }

        (await CodeAsync(endPoint, "Bob", _bob)).Should().BeNull();
        server.Errors.Should().NotContain(line => line.Contains("ERROR"));
    }

    [Fact]
    public async Task TheIdentityIsShownInWordsAndInFull()
    {
        var (exitCode, shown) = await RunToEndAsync("serve", "--show-identity", "--data-dir", Directory.File("new"));
        exitCode.Should().Be(0);
        ServerFingerprint.TryParse(shown.Output[0], out var fingerprint).Should().BeTrue();
        shown.Output[1].Should().Be(fingerprint!.Words);
        var (_, json) = await RunToEndAsync("serve", "--show-identity", "--json", "--data-dir", Directory.File("new"));
        json.Output.Should().Equal($$"""{"fingerprint":"{{fingerprint}}","words":"{{fingerprint.Words}}"}""");

        var (server, endPoint) = await ServeAsAsync("Alice", Directory.File("new"));
        using var bob = await TlsTestClient.ConnectAsync(endPoint);

        bob.Fingerprint.Should().Be(fingerprint);
        (await server.OutputAsync("SHA256:")).Trim().Should().Be(fingerprint.ToString());
        string.Join(' ', server.Output.Select(line => line.Replace("Identity", "").Trim())).Should().Contain(fingerprint.Words);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Directory.File("new")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The code of the refusal; null if the login succeeded.</summary>
    private static async Task<string?> CodeAsync(IPEndPoint endPoint, string name, UserKey key, string? password = null, IPAddress? from = null)
    {
        using var client = await TlsTestClient.ConnectAsync(endPoint, from);
        var answer = await client.Lines.LogInAsync(client.Fingerprint, name, key, password);
        return answer.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    /// <summary>Changes one byte of one write on its way.</summary>
    private sealed class ChangingStream(Stream inner, int at, byte by, int after) : AsyncStream
    {
        private int _writes;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = buffer.ToArray();
            if (_writes++ == after)
            {
                bytes[at % bytes.Length] ^= by;
            }

            return inner.WriteAsync(bytes, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
