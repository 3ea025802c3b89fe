using LanTalk.Cli;

LanTalk.Cli.SystemCertificates.Ignore();
return await Tool.RunAsync(args);
