using System.Globalization;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>A versioned JSON type of a vendor: <c>application/vnd.{base}.v{major}[.{minor}]+json</c>.</summary>
internal readonly record struct VendoredJson(string Base, int Major, int Minor)
{
    private const string Start = "application/vnd.";
    private const string End = "+json";

    public static bool TryParse(string type, out VendoredJson vendored)
    {
        vendored = default;
        if (!type.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || !type.EndsWith(End, StringComparison.OrdinalIgnoreCase) || type.Length <= Start.Length + End.Length)
        {
            return false;
        }

        var name = type.AsSpan(Start.Length, type.Length - Start.Length - End.Length);
        var version = name.LastIndexOf(".v", StringComparison.OrdinalIgnoreCase);
        if (version <= 0 || !TryParseVersion(name[(version + 2)..], out var major, out var minor))
        {
            return false;
        }

        vendored = new(name[..version].ToString().ToLowerInvariant(), major, minor);
        return true;
    }

    public bool IsNewerThan(VendoredJson other) => (Major, Minor).CompareTo((other.Major, other.Minor)) > 0;

    private static bool TryParseVersion(ReadOnlySpan<char> text, out int major, out int minor)
    {
        minor = 0;
        var dot = text.IndexOf('.');
        return TryParseNumber(dot < 0 ? text : text[..dot], out major) && (dot < 0 || TryParseNumber(text[(dot + 1)..], out minor));
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
