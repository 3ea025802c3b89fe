using LanTalk.Cli;
using LanTalk.Cli.Terminals;

MissingStreams.Replace();
LanTalk.Cli.SystemCertificates.Ignore();
return await Tool.RunAsync(args);
