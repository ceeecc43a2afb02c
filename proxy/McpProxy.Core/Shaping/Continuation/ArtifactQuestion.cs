using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping.Continuation;

/// <summary>What a caller wants to read of which artifact.</summary>
/// <param name="Id">The artifact.</param>
/// <param name="Pointer">The value in it; null when none is named.</param>
/// <param name="Offset">The first element of an array; null when none is named.</param>
/// <param name="Limit">Elements at most, 1 or more; null when none are named.</param>
/// <param name="Range">Bytes; null when none are named.</param>
internal sealed record ArtifactQuestion(string Id, JsonPointer? Pointer, long? Offset, long? Limit, ArtifactRange? Range)
{
    /// <summary>The name of the id among arguments; in a path it is a route value.</summary>
    public const string IdName = "id";

    /// <summary>Whether elements of an array are wanted.</summary>
    public bool IsWindow => Offset is not null || Limit is not null;

    /// <summary>Whether the part has to be searched for.</summary>
    public bool IsSearch => Pointer is not null || IsWindow;

    /// <summary>Whether all of it is wanted, as it is.</summary>
    public bool IsWhole => Pointer is null && Range is null && !IsWindow;

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problem">What is wrong with it; null when nothing is.</param>
    public static ArtifactQuestion? Read(HttpRequest request, out string? problem)
    {
        problem = null;
        var query = request.Query;
        var id = request.RouteValues.TryGetValue(IdName, out var value) ? value as string : query[IdName].ToString();
        if (id?.StartsWith(ArtifactAddress.Uri, StringComparison.Ordinal) == true)
        {
            id = id[ArtifactAddress.Uri.Length..];
        }

        var question = new ArtifactQuestion(id ?? "", Pointer: null, Offset: null, Limit: null, Range: null);
        foreach (var (name, values) in query)
        {
            question = name switch
            {
                _ when values.Count > 1 => Refuse(name, "given once", out problem),
                "pointer" when JsonPointer.TryParse(values.ToString()) is { } pointer => question with { Pointer = pointer },
                "offset" when TryRead(values.ToString(), out var number) => question with { Offset = number },
                "limit" when TryRead(values.ToString(), out var number) && number > 0 => question with { Limit = number },
                "range" when ArtifactRange.TryParse(values.ToString()) is { } range => question with { Range = range },
                IdName => question,
                "pointer" => Refuse(name, "a JSON pointer such as /workflows or /workflows/9", out problem),
                "offset" => Refuse(name, "a number, 0 or more", out problem),
                "limit" => Refuse(name, "a number, 1 or more", out problem),
                "range" => Refuse(name, "a range of bytes such as 0-65535", out problem),
                _ => Refuse(name, "one of pointer, offset, limit and range", out problem),
            };
            if (question is null)
            {
                return null;
            }
        }

        if (question is { Range: not null } and not { Pointer: null, IsWindow: false })
        {
            problem = "A range is read of the whole artifact: leave out pointer, offset and limit.";
            return null;
        }

        return question;
    }

    private static ArtifactQuestion? Refuse(string name, string expected, out string? problem)
    {
        problem = $"'{(name.Length > 32 ? name[..32] : name)}' must be {expected}.";
        return null;
    }

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
