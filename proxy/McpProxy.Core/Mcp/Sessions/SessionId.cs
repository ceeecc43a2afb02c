using System.Buffers;
using System.Security.Cryptography;

namespace McpProxy.Mcp.Sessions;

/// <summary>Ids of sessions: 128 random bits in hexadecimal. They cannot be guessed, and they are no credential anyway.</summary>
internal static class SessionId
{
    public const int Length = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Create() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Whether we can have made it. Others are not looked up.</summary>
    public static bool IsOurs(ReadOnlySpan<char> id) => id.Length == Length && !id.ContainsAnyExcept(Digits);
}
