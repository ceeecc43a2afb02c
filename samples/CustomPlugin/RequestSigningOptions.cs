using System.ComponentModel.DataAnnotations;
using McpProxy.Configuration;

namespace CustomPlugin;

/// <summary>How requests of a partner are signed. Section <c>McpProxy:RequestSigning:{name}</c>.</summary>
public sealed record RequestSigningOptions
{
    /// <summary>Tells the partner which key was used. Required.</summary>
    [Required]
    public string KeyId { get; init; } = "";

    /// <summary>The shared key, as <c>env:NAME</c> or <c>file:/path</c>. Required.</summary>
    [Required]
    public Secret? Key { get; init; }

    /// <summary>The header that carries the signature. Default <c>X-Signature</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]+$")]
    public string Header { get; init; } = "X-Signature";
}
