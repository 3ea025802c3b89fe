using LanTalk.Testing.Processes;

[assembly: AssemblyFixture(typeof(InstalledTool))]
