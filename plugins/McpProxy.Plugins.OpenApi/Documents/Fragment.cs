using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>A value and the document it stands in, which its references start from.</summary>
/// <param name="Document">The document.</param>
/// <param name="Json">The value.</param>
internal readonly record struct Fragment(ApiDocument Document, JsonElement Json)
{
    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    /// <summary>A member of an object.</summary>
    public Fragment? Find(string name) => IsObject && Json.TryGetProperty(name, out var value) ? new Fragment(Document, value) : null;

    /// <summary>A text of an object.</summary>
    public string? Text(string name) => Find(name) is { Json.ValueKind: JsonValueKind.String } text ? text.Json.GetString() : null;

    /// <summary>Whether a member of an object is <c>true</c>.</summary>
    public bool Is(string name) => Find(name) is { Json.ValueKind: JsonValueKind.True };

    /// <summary>The members of an object; none of anything else.</summary>
    public IEnumerable<(string Name, Fragment Value)> Members()
    {
        if (!IsObject)
        {
            yield break;
        }

        foreach (var member in Json.EnumerateObject())
        {
            yield return (member.Name, this with { Json = member.Value });
        }
    }

    /// <summary>The items of an array; none of anything else.</summary>
    public IEnumerable<Fragment> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var item in Json.EnumerateArray())
        {
            yield return this with { Json = item };
        }
    }
}
