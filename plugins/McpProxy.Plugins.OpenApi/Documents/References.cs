using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>Follows <c>$ref</c>.</summary>
internal sealed class References(DocumentFiles files)
{
    private const int MaxSteps = 32;

    /// <summary>What stands behind all references of a value; the value itself when it is none.</summary>
    /// <exception cref="UnmappableException">A reference leads nowhere, in a circle, or to where it must not.</exception>
    public Fragment Follow(Fragment place)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            if (place.Text("$ref") is not { } reference)
            {
                return place;
            }

            place = Find(place.Document, reference).Target;
        }

        throw new UnmappableException("A $ref leads in a circle.");
    }

    /// <summary>Finds the target of one reference, with a pointer that is the same for the same target.</summary>
    /// <exception cref="UnmappableException">It leads nowhere, or to where it must not.</exception>
    public (Fragment Target, string Pointer) Find(ApiDocument from, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var file = hash < 0 ? reference : reference[..hash];
        var pointer = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var document = file.Length == 0 ? from : files.Refer(from, file);
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            throw new UnmappableException($"'$ref': '{Excerpt.Of(reference)}' is not a JSON pointer.");
        }

        var json = document.Root;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            json = Step(json, token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
                ?? throw new UnmappableException($"'$ref': '{Excerpt.Of(reference)}' leads nowhere.");
        }

        return (new Fragment(document, json), pointer);
    }

    private static JsonElement? Step(JsonElement json, string token) => json.ValueKind switch
    {
        JsonValueKind.Object => json.TryGetProperty(token, out var value) ? value : null,
        JsonValueKind.Array => int.TryParse(token, out var index) && index >= 0 && index < json.GetArrayLength() ? json[index] : null,
        _ => null,
    };
}
