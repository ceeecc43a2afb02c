using System.Buffers;
using System.Security.Cryptography;

namespace McpProxy.Mcp.Sessions;

/// <summary>Ids of sessions: 128 random bits in hexadecimal. They cannot be guessed, and they are no credential anyway.</summary>
internal static class SessionId
{
    public const int Length = 32;

    private const string ConnectionPrefix = "connection-";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Create() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Whether we can have made it. Others are not looked up.</summary>
    public static bool IsOurs(ReadOnlySpan<char> id) => id.Length == Length && !id.ContainsAnyExcept(Digits);

    /// <summary>An id for what is kept of a connection, which is a session without an id of the protocol.</summary>
    public static string CreateForConnection() => ConnectionPrefix + Create();

    /// <summary>Whether it is that of a connection.</summary>
    public static bool IsOfConnection(string id) => id.StartsWith(ConnectionPrefix, StringComparison.Ordinal);
}
