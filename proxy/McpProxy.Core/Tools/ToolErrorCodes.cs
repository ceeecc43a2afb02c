namespace McpProxy.Tools;

/// <summary>Codes of mistakes in <c>Mcp:Tools</c> and <c>Mcp:Toolsets</c>. Stable; a retired code is not reused.</summary>
internal static class ToolErrorCodes
{
    public const string IllegalName = "MCP100";
    public const string NameTooLong = "MCP101";
    public const string RouteMissing = "MCP102";
    public const string UnknownRoute = "MCP103";
    public const string MalformedRequest = "MCP104";
    public const string UnknownMethod = "MCP105";
    public const string RouteDoesNotMatch = "MCP106";
    public const string MethodNotOnRoute = "MCP107";
    public const string UndeclaredPathVariable = "MCP108";
    public const string NotInPathTemplate = "MCP109";
    public const string SeveralInputs = "MCP110";
    public const string OpenApiUnavailable = "MCP111";
    public const string InvalidInputSchema = "MCP112";
    public const string InputSchemaNotObject = "MCP113";
    public const string InvalidOutputSchema = "MCP114";
    public const string BadType = "MCP115";
    public const string BadSchemaKeyword = "MCP116";
    public const string ConflictingKeys = "MCP117";
    public const string DefaultDoesNotFit = "MCP118";
    public const string StyleNotAllowed = "MCP119";
    public const string BadWireName = "MCP120";
    public const string DuplicateWireName = "MCP121";
    public const string BodyNotAllowed = "MCP122";
    public const string MixedBodies = "MCP123";
    public const string ForbiddenHeader = "MCP125";
    public const string IllegalHeaderName = "MCP126";
    public const string BadMcpHeader = "MCP127";
    public const string IllegalToolsetName = "MCP128";
    public const string PatternMatchesNothing = "MCP129";
    public const string BadSelect = "MCP130";
    public const string BadIcon = "MCP132";
    public const string OutOfRange = "MCP133";
    public const string OptionalPathVariable = "MCP134";
    public const string DuplicatePathVariable = "MCP138";
    public const string BadEndpointPath = "MCP139";
    public const string RouteNeedsMore = "MCP140";
    public const string IllegalHeaderValue = "MCP141";
}
