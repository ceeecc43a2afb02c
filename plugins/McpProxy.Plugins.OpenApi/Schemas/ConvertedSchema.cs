namespace McpProxy.Plugins.OpenApi.Schemas;

/// <summary>A schema of a document as JSON Schema 2020-12.</summary>
/// <param name="Json">The schema; shared ones are referred to as <c>#/$defs/{name}</c>.</param>
/// <param name="Uses">The shared schemas it refers to, by number.</param>
internal sealed record ConvertedSchema(byte[] Json, int[] Uses)
{
    public static ConvertedSchema Anything { get; } = new("{}"u8.ToArray(), []);

    /// <summary>A text, base64-encoded.</summary>
    public static ConvertedSchema Base64 { get; } = new("""{"type":"string","contentEncoding":"base64"}"""u8.ToArray(), []);

    /// <summary>Any text.</summary>
    public static ConvertedSchema Text { get; } = new("""{"type":"string"}"""u8.ToArray(), []);

    /// <summary>The schema as an object, where one is expected.</summary>
    public byte[] AsObject() => Json switch
    {
        [(byte)'t', ..] => Anything.Json,
        [(byte)'f', ..] => """{"not":{}}"""u8.ToArray(),
        _ => Json,
    };
}
