using System.IO.Compression;
using LanTalk.Plugins.Tests.Documents;
using LanTalk.Plugins.Tests.Infrastructure;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary>Plug-ins in a C# file: <c>examples/plugins/ci-hook</c>, that of <c>docs/PLUGINS.md</c>, and others.</summary>
public sealed class CSharpFileTests(PackedLibrary library) : IClassFixture<PackedLibrary>
{
    private static readonly (string Body, string Type, string? Said)[] Reports =
    [
        ("Backup done.\nAll of it.", "text/plain", "Backup done."),
        ("""{"text":"Deployed 3.1."}""", "application/json", "Deployed 3.1."),
        ("""
        {"action":"completed","workflow_run":{"name":"CI","head_branch":"main","conclusion":"failure","html_url":"https://github.com/a/b/runs/1"},"repository":{"full_name":"a/b"}}
        """, "application/json", "a/b (main): CI FAILED. https://github.com/a/b/runs/1"),
        ("""{"action":"requested","workflow_run":{"name":"CI"}}""", "application/json", null),
        ("""
        {"ref":"refs/heads/main","compare":"https://github.com/a/b/compare/1","pusher":{"name":"ann"},"repository":{"full_name":"a/b"},"commits":[{"message":"One"},{"message":"Two\n\nWhy."}]}
        """, "application/json", "a/b (main): ann pushed 2 commits: Two https://github.com/a/b/compare/1"),
        ("payload=%7B%22text%22%3A%22by+form%22%7D", "application/x-www-form-urlencoded", "by form"),
        ("""
        {"object_kind":"pipeline","object_attributes":{"status":"success","ref":"main","url":"javascript:alert(1)"},"project":{"path_with_namespace":"g/p"}}
        """, "application/json; charset=utf-8", "g/p (main): pipeline succeeded."),
        ("""{"object_kind":"pipeline","object_attributes":{"status":"running"}}""", "application/json", null),
    ];

    private static readonly (string Body, string Error)[] Refused =
    [
        ("", "Send a line of text, or JSON as GitHub and GitLab do."),
        ("""{"text":""", "The body is not valid JSON:*"),
        ("""{"commits":7,"workflow_run":null}""", "There is nothing here that I know:*"),
        (string.Concat(Enumerable.Repeat("{\"a\":", 200)), "The body is not valid JSON:*"),
    ];

    [Fact]
    public async Task WhatIsReportedIsSaid()
    {
        await using var server = new FakeServer(
            await library.RunInPlaceAsync(Path.Combine(Example.Folder("ci-hook"), "ci-hook.cs")));
        await server.StartAsync(("room", "builds"));

        foreach (var (body, type, said) in Reports)
        {
            var call = await server.HookAsync(body, type);
            if (said is not null)
            {
                var say = await server.NextAsync("say");
                (say.GetProperty("text").GetString(), say.GetProperty("room").GetString()).Should().Be((said, "builds"));
            }

            FakeServer.Reply(await server.NextAsync("reply"), call).Should().Be(said is null ? "nothing to say" : "said");
        }

        foreach (var (body, error) in Refused)
        {
            var call = await server.HookAsync(body);
            FakeServer.Reply(await server.NextAsync("reply"), call).Should().Match(error);
        }

        await server.StopAsync();
        server.Lines.Log.Should().BeEmpty();
    }

    [Fact]
    public async Task WhatIsWrittenToTheConsoleGoesToTheLogAndAnErrorAtTheStartIsTold()
    {
        var text = """
            #:package LanTalk.Plugins@3.0.0
            #:property PublishAot=false
            using LanTalk.Plugins;

            var plugin = new Plugin("stray");
            plugin.Command("print", "", "Print by mistake.", _ => { Console.WriteLine("a stray line"); return "printed"; });
            plugin.OnStart(async () =>
            {
                if (await plugin.GetAsync("broken") is { } error)
                {
                    throw new InvalidOperationException(error);
                }
            });
            await plugin.RunAsync();
            """;
        await using (var server = new FakeServer(await library.RunAsync("stray.cs", text)))
        {
            await server.StartAsync();
            (await server.ReplyToAsync("print")).Should().Be("printed");
            await server.Lines.LogAsync("a stray line");
            await server.StopAsync();
        }

        await using var broken = new FakeServer(await library.RunAsync("stray.cs", text));
        broken.Store["broken"] = "The option is missing.";
        (await broken.FailToStartAsync()).Should().Be("The option is missing.");
    }

    [Fact]
    public async Task TheOneOfThePageTossesACoin()
    {
        await using var server = new FakeServer(await library.RunAsync("coin.cs", PageProgramsTests.Program("csharp")));
        await server.StartAsync();

        (await server.ReplyToAsync("toss")).Should().BeOneOf("Heads.", "Tails.");
        await server.StopAsync();
    }

    [Fact]
    public void ThePackageHasItsReadmeItsDocumentationAndNoDependencies()
    {
        using var package = ZipFile.OpenRead(library.Package);
        package.Entries.Select(entry => entry.FullName).Should().Contain(["README.md", "lib/net10.0/LanTalk.Plugins.dll", "lib/net10.0/LanTalk.Plugins.xml"]);

        using var reader = new StreamReader(package.GetEntry("LanTalk.Plugins.nuspec")!.Open());
        reader.ReadToEnd().Should().NotContain("<dependency ");
    }
}
