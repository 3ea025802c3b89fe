using LanTalk.Cli;

return await Tool.RunAsync(args);
