using LanTalk.Server.Plugins;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStoreThatIsClosedSaysSo(bool wasUsed)
    {
        var store = new PluginStore(_directory.Path);
        if (wasUsed)
        {
            store.Set("dice", "key", "value").Should().BeNull();
        }

        store.Dispose();

        store.Invoking(closed => closed.Get("dice", "key")).Should().Throw<PluginException>()
            .WithMessage($"{_directory.File("plugins.db")} is closed: the server stops.");
        File.Exists(_directory.File("plugins.db")).Should().Be(wasUsed);
    }
}
