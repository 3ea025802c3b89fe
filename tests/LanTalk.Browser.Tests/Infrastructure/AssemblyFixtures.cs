using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;

[assembly: AssemblyFixture(typeof(InstalledTool))]
[assembly: AssemblyFixture(typeof(Chromium))]
