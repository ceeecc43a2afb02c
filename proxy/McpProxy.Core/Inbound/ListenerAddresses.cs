using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Inbound;

/// <summary>Knows which listeners are bound to loopback alone: those are the ones a web page may try to reach by DNS rebinding.</summary>
internal sealed class ListenerAddresses(IServer server)
{
    private Dictionary<int, bool>? _loopbackByPort;

    /// <summary>Whether the listener of a connection is bound to loopback alone.</summary>
    public bool IsLoopback(ConnectionInfo connection)
    {
        // The local address of a connection does not tell: a listener on all addresses also has loopback connections.
        var byPort = Volatile.Read(ref _loopbackByPort) ?? ReadAddresses();
        return byPort.TryGetValue(connection.LocalPort, out var isLoopback) && isLoopback;
    }

    private Dictionary<int, bool> ReadAddresses()
    {
        var byPort = new Dictionary<int, bool>();
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            if (TryParse(address, out var port, out var isLoopback))
            {
                byPort[port] = isLoopback && byPort.GetValueOrDefault(port, true);
            }
        }

        // Addresses are known once the server runs, which it does while it handles a request.
        Volatile.Write(ref _loopbackByPort, byPort);
        return byPort;
    }

    private static bool TryParse(string address, out int port, out bool isLoopback)
    {
        port = 0;
        isLoopback = false;
        var hostAt = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var portAt = address.LastIndexOf(':');
        if (hostAt < 3 || portAt <= hostAt || !int.TryParse(address.AsSpan(portAt + 1).TrimEnd('/'), out port))
        {
            return false;
        }

        isLoopback = LoopbackNames.Contains(address.AsSpan(hostAt, portAt - hostAt));
        return true;
    }
}
