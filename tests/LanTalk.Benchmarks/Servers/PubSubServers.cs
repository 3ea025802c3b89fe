using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>Redis, publish and subscribe: the senders are connections of their own.</summary>
internal sealed class RedisServer : ServerUnderTest
{
    public override string Name => "redis";

    public override string? Missing => Find("redis-server") is null ? "not installed (Debian package redis-server)" : null;

    public override Dialect Dialect { get; } = new()
    {
        Login = _ => [new("SUBSCRIBE b\r\n", "subscribe\r\n$1\r\nb\r\n:1\r\n")],
        SenderLogin = [new("PING\r\n", "PONG\r\n")],
        Prefix = "*3\r\n$7\r\nPUBLISH\r\n$1\r\nb\r\n${size}\r\n",
        Suffix = "\r\n",
    };

    public override string[] Command(int port, string directory) =>
    [
        Find("redis-server")!, "--port", $"{port}", "--bind", "127.0.0.1", "--protected-mode", "no", "--dir", directory, "--save", "", "--appendonly", "no",
        "--maxclients", "100000", "--tcp-backlog", "4096", "--client-output-buffer-limit", "pubsub 0 0 0",
    ];
}

/// <summary>The NATS server: the senders are connections of their own.</summary>
internal sealed class NatsServer : ServerUnderTest
{
    private const string Connect = """CONNECT {"verbose":false,"pedantic":false}""" + "\r\n";

    public override string Name => "nats-server";

    public override string? Missing => Find("nats-server") is null ? "not installed (Debian package nats-server)" : null;

    public override Dialect Dialect { get; } = new()
    {
        Login = _ => [new("", "INFO "), new($"{Connect}SUB b 1\r\nPING\r\n", "PONG\r\n")],
        SenderLogin = [new("", "INFO "), new($"{Connect}PING\r\n", "PONG\r\n")],
        Prefix = "PUB b {size}\r\n",
        Suffix = "\r\n",
    };

    public override string[] Command(int port, string directory)
    {
        var file = Path.Combine(directory, "nats.conf");
        File.WriteAllText(file, "max_connections: 100000\nmax_pending: 1GB\nwrite_deadline: \"60s\"\nping_interval: \"1h\"\n");
        return [Find("nats-server")!, "--addr", "127.0.0.1", "--port", $"{port}", "--config", file];
    }
}
