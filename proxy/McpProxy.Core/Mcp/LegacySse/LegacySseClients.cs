using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using McpProxy.Mcp.Sessions;

namespace McpProxy.Mcp.LegacySse;

/// <summary>The clients whose streams are open, by the id in the address that each was given.</summary>
internal sealed class LegacySseClients
{
    private readonly ConcurrentDictionary<string, LegacySseClient> _clients = new(StringComparer.Ordinal);

    /// <returns>The id; remove the client with it.</returns>
    public string Add(LegacySseClient client)
    {
        var id = SessionId.Create();
        _clients[id] = client;
        return id;
    }

    public void Remove(string id) => _clients.TryRemove(id, out _);

    /// <summary>The toolset of a client, whoever asks; null when it has everything, or is not there.</summary>
    public string? ToolsetOf(string id) => _clients.GetValueOrDefault(id)?.Toolset;

    /// <summary>Finds the client of a caller; those of others are not there.</summary>
    public bool TryFind(string id, string principal, [NotNullWhen(true)] out LegacySseClient? client) =>
        _clients.TryGetValue(id, out client) && string.Equals(client.Principal, principal, StringComparison.Ordinal);
}
