namespace McpProxy.Tools;

/// <summary>Codes of mistakes in <c>Mcp:Tools</c>, <c>Mcp:Toolsets</c> and the other entries of the catalogue. Stable; a retired code is not reused.</summary>
internal static class ToolErrorCodes
{
    /// <summary>A tool's name has characters other than letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</summary>
    public const string IllegalName = "MCP100";

    /// <summary>A tool's name is longer than clients take.</summary>
    public const string NameTooLong = "MCP101";

    /// <summary>A tool names no route.</summary>
    public const string RouteMissing = "MCP102";

    /// <summary>A tool names a route that does not exist.</summary>
    public const string UnknownRoute = "MCP103";

    /// <summary>A tool's request is missing or not <c>METHOD /path/{variable}</c>.</summary>
    public const string MalformedRequest = "MCP104";

    /// <summary>A tool's request has a method that is not forwarded.</summary>
    public const string UnknownMethod = "MCP105";

    /// <summary>The route's path does not match the tool's request.</summary>
    public const string RouteDoesNotMatch = "MCP106";

    /// <summary>The route does not take the method of the tool's request.</summary>
    public const string MethodNotOnRoute = "MCP107";

    /// <summary>A variable of a request is not declared.</summary>
    public const string UndeclaredPathVariable = "MCP108";

    /// <summary>A parameter is to go to the path, but the path has no such variable.</summary>
    public const string NotInPathTemplate = "MCP109";

    /// <summary>A tool has more than one of <c>Parameters</c>, <c>InputSchema</c> and <c>OpenApi</c>.</summary>
    public const string SeveralInputs = "MCP110";

    /// <summary>A tool refers to an OpenAPI document, but no plugin reads those.</summary>
    public const string OpenApiUnavailable = "MCP111";

    /// <summary>An input schema is not a valid JSON Schema 2020-12.</summary>
    public const string InvalidInputSchema = "MCP112";

    /// <summary>The root of an input schema is not of type object.</summary>
    public const string InputSchemaNotObject = "MCP113";

    /// <summary>An output schema is not a valid JSON Schema 2020-12.</summary>
    public const string InvalidOutputSchema = "MCP114";

    /// <summary>A parameter's type is not one of those that exist.</summary>
    public const string BadType = "MCP115";

    /// <summary>A parameter's schema keyword does not fit its type or another keyword.</summary>
    public const string BadSchemaKeyword = "MCP116";

    /// <summary>Two keys of a parameter contradict each other.</summary>
    public const string ConflictingKeys = "MCP117";

    /// <summary>A parameter's default does not fit the parameter.</summary>
    public const string DefaultDoesNotFit = "MCP118";

    /// <summary>A style that does not exist at the parameter's place.</summary>
    public const string StyleNotAllowed = "MCP119";

    /// <summary>A parameter's <c>As</c> is not a name at its place.</summary>
    public const string BadWireName = "MCP120";

    /// <summary>Two parameters would be written to the same place.</summary>
    public const string DuplicateWireName = "MCP121";

    /// <summary>A parameter is to go to the body of a request that has none.</summary>
    public const string BodyNotAllowed = "MCP122";

    /// <summary>The parameters ask for more than one kind of body.</summary>
    public const string MixedBodies = "MCP123";

    /// <summary>A header that a tool may not set or forward.</summary>
    public const string ForbiddenHeader = "MCP125";

    /// <summary>A header name with characters that HTTP does not allow.</summary>
    public const string IllegalHeaderName = "MCP126";

    /// <summary>An MCP header on a parameter that cannot have one, or twice.</summary>
    public const string BadMcpHeader = "MCP127";

    /// <summary>A toolset's name cannot be a segment of a URL.</summary>
    public const string IllegalToolsetName = "MCP128";

    /// <summary>A pattern of a toolset matches nothing.</summary>
    public const string PatternMatchesNothing = "MCP129";

    /// <summary>An entry of <c>Response:Select</c> is not a dotted path.</summary>
    public const string BadSelect = "MCP130";

    /// <summary>An icon's source or theme cannot be used.</summary>
    public const string BadIcon = "MCP132";

    /// <summary>A variable of the path is optional and has no default.</summary>
    public const string OptionalPathVariable = "MCP134";

    /// <summary>A variable stands in the path twice.</summary>
    public const string DuplicatePathVariable = "MCP138";

    /// <summary><c>Mcp:Path</c> or <c>Mcp:WebSocket:Path</c> is not a path for an endpoint.</summary>
    public const string BadEndpointPath = "MCP139";

    /// <summary>The route matches only requests with a header or query parameter that the tool does not send.</summary>
    public const string RouteNeedsMore = "MCP140";

    /// <summary>A fixed header's value has characters that HTTP does not allow.</summary>
    public const string IllegalHeaderValue = "MCP141";

    /// <summary>The answers that an upstream asks for cannot go to the body of the tool's request.</summary>
    public const string InputNotInBody = "MCP142";

    /// <summary>A sampling provider has no route, no model, or a request that is not a POST.</summary>
    public const string BadSamplingProvider = "MCP143";

    /// <summary>A plugin's tool has the name of a configured tool, or of another plugin's.</summary>
    public const string DuplicateTool = "MCP144";

    /// <summary>The name of a tool that finds other tools cannot be a name, or is another tool's.</summary>
    public const string BadMetaToolName = "MCP145";

    /// <summary>An endpoint lists its tools by groups, but they have none.</summary>
    public const string NoToolGroups = "MCP146";

    /// <summary>The name of a group of tools has characters other than letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, or is too long.</summary>
    public const string IllegalGroupName = "MCP147";

    /// <summary>A tool has an argument of its own with the name of one that shapes its answers.</summary>
    public const string ShapingArgumentTaken = "MCP148";

    /// <summary>The default view of a tool is none of its views.</summary>
    public const string UnknownView = "MCP149";

    /// <summary>A resource's <c>Uri</c> is missing, or is neither an absolute URI nor a URI template that can be read back.</summary>
    public const string BadResourceUri = "MCP150";

    /// <summary>Two resources have the same URI.</summary>
    public const string DuplicateResourceUri = "MCP151";

    /// <summary>A resource's request is not a GET.</summary>
    public const string ResourceNotRead = "MCP152";

    /// <summary>A variable of a resource's request that its URI does not fill.</summary>
    public const string UnfilledVariable = "MCP153";

    /// <summary>A hint of a resource (media type, size, annotations) that clients cannot use.</summary>
    public const string BadResourceHint = "MCP154";

    /// <summary>A resource is to be polled whose content depends on the caller.</summary>
    public const string CannotPoll = "MCP155";

    /// <summary>A resource waits for a webhook that has no endpoint.</summary>
    public const string WebhookOff = "MCP156";

    /// <summary>The secret of the webhook endpoint is too short or malformed.</summary>
    public const string BadWebhookSecret = "MCP157";

    /// <summary>A tool has a parameter with the name of one that the proxy adds, because it makes pages of the tool's list.</summary>
    public const string PagingArgumentTaken = "MCP174";

    /// <summary>The proxy is to make pages of a list twice: for the route, and for the tool.</summary>
    public const string PagesTwice = "MCP175";

    /// <summary>An alias of a parameter is empty, or the name or alias of another parameter.</summary>
    public const string AliasTaken = "MCP176";

    /// <summary>A coercion that can do nothing for a parameter of that type, or contradicts another.</summary>
    public const string BadCoercion = "MCP177";

    /// <summary>A parameter's <c>DefaultTime</c> is no relative time, or no time can be its value.</summary>
    public const string BadDefaultTime = "MCP178";

    /// <summary>A list of <c>RequireAnyOf</c> is empty, or names an argument that the tool does not have.</summary>
    public const string BadRequireAnyOf = "MCP179";
}
