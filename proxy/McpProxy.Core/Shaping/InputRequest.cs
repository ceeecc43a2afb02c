using System.Text.Json;

namespace McpProxy.Shaping;

/// <summary>One thing an upstream asks for.</summary>
/// <param name="Key">The upstream's name for it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Params">The params of the request; undefined when there are none.</param>
internal sealed record InputRequest(string Key, InputKind Kind, JsonElement Params)
{
    /// <summary>The method that asks a client.</summary>
    public string Method => Kind switch
    {
        InputKind.Elicitation => "elicitation/create",
        InputKind.Sampling => "sampling/createMessage",
        _ => "roots/list",
    };

    /// <summary>The schema of a form; null for everything else.</summary>
    public JsonElement? Form => Kind == InputKind.Elicitation && Params.TryGetProperty("requestedSchema"u8, out var schema) ? schema : null;

    /// <summary>Whether the user is sent to a web page instead of a form.</summary>
    public bool IsUrl => Kind == InputKind.Elicitation && Params.TryGetProperty("mode"u8, out var mode) && mode.ValueEquals("url"u8);

    public bool Has(ReadOnlySpan<byte> param) => Params.ValueKind == JsonValueKind.Object && Params.TryGetProperty(param, out _);
}
