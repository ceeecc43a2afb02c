using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>Reads a <c>ClientCapabilities</c> object; members that ask nothing of the server are skipped.</summary>
internal static class ClientCapabilitiesReader
{
    /// <param name="declared">The object as it stands in the message; anything else declares nothing.</param>
    public static ClientCapabilities Read(JsonSlice declared)
    {
        // Most requests declare nothing at all.
        if (!declared.IsObject || declared.Raw.Length <= 2)
        {
            return ClientCapabilities.None;
        }

        var capabilities = ClientCapabilities.None;
        // Its depth was checked with the message.
        var reader = new Utf8JsonReader(declared.Raw.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("roots"u8))
            {
                capabilities |= ReadPlain(ref reader, ClientCapabilities.Roots);
            }
            else if (reader.ValueTextEquals("sampling"u8))
            {
                capabilities |= ReadParts(ref reader, "tools"u8, ClientCapabilities.SamplingTools, "context"u8, ClientCapabilities.SamplingContext, ClientCapabilities.Sampling, always: true);
            }
            else if (reader.ValueTextEquals("elicitation"u8))
            {
                capabilities |= ReadParts(ref reader, "form"u8, ClientCapabilities.Elicitation, "url"u8, ClientCapabilities.ElicitationUrl, ClientCapabilities.Elicitation, always: false);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return capabilities;
    }

    private static ClientCapabilities ReadPlain(ref Utf8JsonReader reader, ClientCapabilities capability)
    {
        reader.Read();
        var isDeclared = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        return isDeclared ? capability : ClientCapabilities.None;
    }

    /// <summary>Reads a capability that has two parts.</summary>
    /// <param name="reader">Stands on the name.</param>
    /// <param name="first">Name of one part.</param>
    /// <param name="ifFirst">What it declares.</param>
    /// <param name="second">Name of the other part.</param>
    /// <param name="ifSecond">What it declares.</param>
    /// <param name="itself">What the capability declares without parts.</param>
    /// <param name="always">Whether it declares that with parts as well.</param>
    private static ClientCapabilities ReadParts(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> first, ClientCapabilities ifFirst, ReadOnlySpan<byte> second, ClientCapabilities ifSecond, ClientCapabilities itself, bool always)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return ClientCapabilities.None;
        }

        var parts = ClientCapabilities.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var part = reader.ValueTextEquals(first) ? ifFirst : reader.ValueTextEquals(second) ? ifSecond : ClientCapabilities.None;
            parts |= ReadPlain(ref reader, part);
        }

        return always || parts == ClientCapabilities.None ? parts | itself : parts;
    }
}
