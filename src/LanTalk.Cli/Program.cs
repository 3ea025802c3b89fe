using LanTalk.Cli;
using LanTalk.Cli.Hosting;
using LanTalk.Cli.Terminals;

MissingStreams.Replace();
StandardStreams.Guard();
SystemCertificates.Ignore();
HomeDirectory.Provide();
return await Tool.RunAsync(args);
