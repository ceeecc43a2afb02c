using System.Text.Json;
using McpProxy.Configuration;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Challenges;

/// <summary>What clients find out about the protected resource before they have a token (RFC 9728, section 2).</summary>
/// <param name="config">The section.</param>
/// <param name="name">What the resource is called, for people.</param>
/// <param name="servers">The authorization servers; without any there is no metadata.</param>
/// <param name="scopes">The scopes that clients may ask for.</param>
internal sealed class ResourceMetadata(AuthenticationConfig config, string name, IReadOnlyList<string> servers, IReadOnlyList<string> scopes)
{
    /// <summary>Whether there is anything that clients could use.</summary>
    public bool Exists => servers.Count > 0;

    /// <summary>The document of one resource.</summary>
    /// <param name="http">The request for it.</param>
    /// <param name="address">Under which URLs the proxy is reached.</param>
    /// <param name="toolset">The toolset of the resource, or null.</param>
    public byte[] Write(HttpContext http, PublicAddress address, string? toolset)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("resource"u8, address.ResourceOf(http, toolset));
            WriteList(writer, "authorization_servers", servers);
            if (scopes.Count > 0)
            {
                WriteList(writer, "scopes_supported", scopes);
            }

            WriteList(writer, "bearer_methods_supported", ["header"]);
            writer.WriteString("resource_name"u8, toolset is null ? name : $"{name}: {toolset}");
            if (config.Documentation is { } page)
            {
                writer.WriteString("resource_documentation"u8, page.OriginalString);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
