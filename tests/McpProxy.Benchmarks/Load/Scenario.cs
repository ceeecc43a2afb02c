using System.Net;

namespace McpProxy.Benchmarks.Load;

/// <summary>One kind of request to one server.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Server">Where it goes.</param>
/// <param name="Request">Its bytes.</param>
/// <param name="BodyLength">Size of the answer's body, seen once before; another size is a failure.</param>
internal sealed record Scenario(string Name, ServerProcess Server, byte[] Request, long BodyLength)
{
    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, Server.Address.Port);
}
