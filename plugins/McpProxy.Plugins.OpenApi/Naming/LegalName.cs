using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.OpenApi.Naming;

/// <summary>Makes names that every client takes: letters, digits, <c>_</c> and <c>-</c>, at most 64 of them.</summary>
internal static class LegalName
{
    public const int MaxLength = 64;

    private const int HashLength = 8;

    private static readonly SearchValues<char> InTools = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> InArguments = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>The nearest legal name for a tool; empty when nothing is left.</summary>
    public static string OfTool(string text) => Replace(text, InTools);

    /// <summary>The nearest legal name for an argument, shortened if need be; dots may stay.</summary>
    public static string OfArgument(string text) => Replace(text, InArguments) is { Length: > 0 } name ? Shorten(name) : Distinct("value", text);

    /// <summary>A name cut to its length, ending with a digest of all of it: the same for the same name, another for any other.</summary>
    public static string Shorten(string name) =>
        name.Length <= MaxLength ? name : Distinct(name, name);

    /// <summary>A name with a digest of something, so that two things of one name can be told apart.</summary>
    public static string Distinct(string name, string of)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)))[..HashLength];
        var kept = name.Length + 1 + HashLength <= MaxLength ? name : name[..(MaxLength - 1 - HashLength)];
        return $"{kept.TrimEnd('_')}_{digest}";
    }

    private static string Replace(string text, SearchValues<char> legal)
    {
        if (!text.AsSpan().ContainsAnyExcept(legal))
        {
            return text;
        }

        var name = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (legal.Contains(c))
            {
                name.Append(c);
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        return name.ToString().TrimEnd('_');
    }
}
