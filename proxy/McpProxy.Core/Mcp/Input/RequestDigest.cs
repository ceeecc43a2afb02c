using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>
/// What makes two requests the same: method, name or URI, and arguments. Members may come in another order and with other
/// white space, as a client may write its arguments anew for the second request.
/// </summary>
internal static class RequestDigest
{
    private static readonly byte[] Separator = [0];

    /// <summary>SHA-256 over the request.</summary>
    /// <exception cref="JsonException">A member of the arguments occurs twice, or they are nested too deeply.</exception>
    public static byte[] Of(Envelope envelope, int maxDepth)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, McpMethods.Name(envelope.Method));
        Append(hash, envelope.Name.IsString ? envelope.Name.GetString() : "");
        Append(hash, envelope.Uri.IsString ? envelope.Uri.GetString() : "");
        if (envelope.Arguments.IsObject)
        {
            using var document = JsonDocument.Parse(envelope.Arguments.Raw, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            AppendArguments(hash, document.RootElement);
        }

        return hash.GetHashAndReset();
    }

    private static void AppendArguments(IncrementalHash hash, JsonElement arguments)
    {
        // No arguments and an empty object are the same.
        if (arguments.GetPropertyCount() > 0)
        {
            hash.AppendData(JsonBytes.Write(writer => WriteSorted(writer, arguments)));
        }
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(Separator);
    }
}
