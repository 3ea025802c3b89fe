using LanTalk.Plugins.Tests.Infrastructure;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>The library for C#, <c>LanTalk.Plugins</c>, in memory.</summary>
public sealed class CSharpTests : PluginContract
{
    private protected override Task<PluginLines> StartAsync() => Task.FromResult<PluginLines>(new LinesInMemory(log => Sample.Create(log)));
}
