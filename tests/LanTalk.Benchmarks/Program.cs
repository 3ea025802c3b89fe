using System.CommandLine;
using LanTalk.Benchmarks.Commands;
using LanTalk.Benchmarks.Plugins;

if (args is [PluginProgram.Verb, var kind])
{
    // A server of the benchmark runs this program as its plug-in.
    return await PluginProgram.RunAsync(kind);
}

var root = new RootCommand("Measures LanTalk and the servers that one might use instead.")
{
    new FanoutCommand("fanout", "Run LanTalk under load: order, loss, deliveries, latency, memory.", ["lantalk"]),
    new FanoutCommand("peers", "The same for LanTalk, the limit and its peers, with ratios.",
        ["lantalk", "lantalk-memory", "lantalk-tls", "lantalk-web", "c-limit", "redis", "nats-server", "inspircd", "ngircd"]),
    new BurstCommand(),
    new FairnessCommand(),
    new StartUpCommand(),
    new ClientCommand(),
    new LoginsCommand(),
    new ResumeCommand(),
    new JoinCommand(),
    new TypingCommand(),
    new BrowserCommand(),
    new FilesCommand(),
    new PluginsCommand(),
    new MicroCommand(),
    new StoreCommand(),
};
return root.Parse(args).Invoke();
