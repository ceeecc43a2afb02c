using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>A document that was read. Immutable.</summary>
/// <param name="name">What operators know it by: its file name or URL.</param>
/// <param name="location">Its absolute path, or its URL.</param>
/// <param name="root">Its JSON; no object in it has a key twice.</param>
/// <param name="version">Its version.</param>
internal sealed class ApiDocument(string name, string location, JsonElement root, ApiVersion version)
{
    public string Name { get; } = name;

    public string Location { get; } = location;

    public JsonElement Root { get; } = root;

    public ApiVersion Version { get; } = version;

    /// <summary>Whether it may refer to files beside it: one that came over the network may not.</summary>
    public bool IsFile => !Location.Contains("://", StringComparison.Ordinal);

    /// <summary>The version a root object says; <see cref="ApiVersion.Part"/> when it says none.</summary>
    /// <exception cref="DocumentException">It says one that is not understood.</exception>
    public static ApiVersion VersionOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return ApiVersion.Part;
        }

        if (root.TryGetProperty("openapi"u8, out var openApi))
        {
            return openApi.ToString() switch
            {
                ['3', '.', '0', ..] => ApiVersion.V30,
                ['3', '.', ..] => ApiVersion.V31,
                var other => throw Unknown($"OpenAPI {other}"),
            };
        }

        return root.TryGetProperty("swagger"u8, out var swagger)
            ? swagger.ToString() is "2.0" or "2" ? ApiVersion.V2 : throw Unknown($"Swagger {swagger}")
            : ApiVersion.Part;
    }

    private static DocumentException Unknown(string version) =>
        new(OpenApiErrorCodes.Malformed, $"The document is of {(version.Length > 40 ? version[..40] : version)}; versions 2.0, 3.0 and 3.1 are understood.");
}
