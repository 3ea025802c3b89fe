using LanTalk.Cli.Exits;
using LanTalk.Cli.Hosting;
using LanTalk.Cli.Logging;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Tests.Terminals;
using LanTalk.Server.Connections;
using LanTalk.Server.History;
using LanTalk.Server.Identity;
using LanTalk.Server.Moderation;
using LanTalk.Server.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog.Events;

namespace LanTalk.Cli.Tests.Hosting;

public sealed class ToolHostTests
{
    public static TheoryData<Exception, int> Causes => new()
    {
        { new ListenException("cause", new IOException()), ExitCode.Network },
        { new StoreException("cause"), ExitCode.Usage },
        { new NameStoreException("cause"), ExitCode.Usage },
        { new BanFileException("cause"), ExitCode.Usage },
        { new ServerIdentityException("cause"), ExitCode.Usage },
        { new IOException("cause"), ExitCode.Usage },
        { new UnauthorizedAccessException("cause"), ExitCode.Usage },
    };

    [Theory]
    [MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public async Task WhatKeepsAServiceFromStartingIsOneSentenceAndTheOthersEndInOrder(Exception cause, int exitCode)
    {
        var output = new GatedOutput();
        var log = new ToolLog(new OutputQueue("Test", output, TimeProvider.System), file: null, TimeProvider.System);
        var started = new Recorded();
        var builder = ToolHost.Create(LogEventLevel.Debug, log);
        builder.Services.AddSingleton<IHostedService>(started);
        builder.Services.AddSingleton<IHostedService>(new Recorded { Failure = cause });

        var run = () => ToolHost.RunAsync(builder, (_, _) => Task.FromResult(ExitCode.Done));

        var thrown = (await run.Should().ThrowAsync<Exception>()).Which;
        thrown.Should().BeSameAs(cause);
        var failure = ToolFailure.Explain(thrown)!;
        failure.ExitCode.Should().Be(exitCode);
        failure.Message.Should().Contain("cause").And.NotContain("\n");
        started.IsStopped.Should().BeTrue();
        output.Written.Should().BeEmpty();
    }

    [Fact]
    public async Task AFaultOfTheToolItselfIsNotMadeASentence()
    {
        var builder = ToolHost.Create(LogEventLevel.Debug,
            new ToolLog(new OutputQueue("Test", new GatedOutput(), TimeProvider.System), file: null, TimeProvider.System));
        builder.Services.AddSingleton<IHostedService>(new Recorded { Failure = new InvalidOperationException("cause") });

        var run = () => ToolHost.RunAsync(builder, (_, _) => Task.FromResult(ExitCode.Done));

        ToolFailure.Explain((await run.Should().ThrowAsync<InvalidOperationException>()).Which).Should().BeNull();
    }

    private sealed class Recorded : IHostedService
    {
        public Exception? Failure { get; init; }

        public bool IsStopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Failure is null ? Task.CompletedTask : Task.FromException(Failure);

        public Task StopAsync(CancellationToken cancellationToken)
        {
            IsStopped = true;
            return Task.CompletedTask;
        }
    }
}
