using System.Net;
using System.Net.Sockets;

if (args is [var port])
{
    await ListenAsync(int.Parse(port));
}
else
{
    Console.WriteLine("Hello, world!");
}

// A separate method, so that the hello world does not load the sockets.
static async Task ListenAsync(int port)
{
    using var listener = new TcpListener(IPAddress.Loopback, port);
    listener.Start();
    while (true)
    {
        using var connection = await listener.AcceptSocketAsync();
    }
}
