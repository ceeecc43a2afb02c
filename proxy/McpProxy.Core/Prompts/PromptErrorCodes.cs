namespace McpProxy.Prompts;

/// <summary>Codes of mistakes in <c>Mcp:Prompts</c> and in completions. Stable; a retired code is not reused.</summary>
internal static class PromptErrorCodes
{
    /// <summary>A prompt's name, or that of an argument, is not 1 to 64 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</summary>
    public const string IllegalName = "MCP160";

    /// <summary>A prompt has neither messages nor a route that renders it, or both.</summary>
    public const string NoSingleSource = "MCP161";

    /// <summary>A message has no content, or more than one.</summary>
    public const string NoSingleContent = "MCP162";

    /// <summary>A piece of content or a completion comes from nowhere, or from more than one place.</summary>
    public const string NoSingleOrigin = "MCP163";

    /// <summary>A placeholder names no argument.</summary>
    public const string UnknownPlaceholder = "MCP164";

    /// <summary>Text has a brace that is neither doubled nor part of a placeholder.</summary>
    public const string LooseBrace = "MCP165";

    /// <summary>Content is not base64.</summary>
    public const string BadBase64 = "MCP166";

    /// <summary>A media type is missing, not a media type, or of another kind than the content.</summary>
    public const string BadMediaType = "MCP167";

    /// <summary>A file of a prompt is missing, unreadable or too large.</summary>
    public const string BadFile = "MCP168";

    /// <summary>A URI is missing or not absolute.</summary>
    public const string BadUri = "MCP169";

    /// <summary>An argument is both required and filled by a default.</summary>
    public const string RequiredWithDefault = "MCP170";

    /// <summary>A prompt is larger than any answer may be.</summary>
    public const string TooLarge = "MCP171";

    /// <summary>A list of proposals has an empty value or one twice.</summary>
    public const string BadProposal = "MCP172";

    /// <summary>Proposals are declared for a name that is no variable of the resource's URI.</summary>
    public const string UnknownVariable = "MCP173";
}
