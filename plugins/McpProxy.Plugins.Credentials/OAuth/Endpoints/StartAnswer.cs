using System.Text.Json.Serialization;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>A flow that has begun, for programs.</summary>
/// <param name="AuthorizationUrl">Where the person is to go.</param>
/// <param name="ExpiresIn">Seconds that the person may take.</param>
internal sealed record StartAnswer(
    [property: JsonPropertyName("authorization_url")] string AuthorizationUrl,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
