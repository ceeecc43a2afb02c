using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Packages;

/// <summary>The packages that somebody asks for.</summary>
/// <param name="Names">Their names as they were written.</param>
/// <param name="Path">The configuration path that says so.</param>
/// <param name="Place">The same for people: <c>Packages</c>, or the variable of the environment.</param>
internal sealed record PackageList(IReadOnlyList<string> Names, string Path, string Place)
{
    /// <summary>Stands for all documents.</summary>
    public const string Everything = "*";

    private static readonly char[] Quotes = ['"', '\''];

    /// <summary>The value of the key <c>Packages</c>: a text or a list of them; null when it is neither.</summary>
    public static IReadOnlyList<string>? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Split(json.GetString()!),
        JsonValueKind.Array when json.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String) => [.. json.EnumerateArray().SelectMany(n => Split(n.GetString()!))],
        _ => null,
    };

    /// <summary>The names in a text, between commas; quotes around all of it or around one of them do not count.</summary>
    public static IReadOnlyList<string> Split(string text) => [.. text.Trim().Trim(Quotes).Split(',').Select(n => n.Trim().Trim(Quotes).Trim()).Where(n => n.Length > 0)];
}
