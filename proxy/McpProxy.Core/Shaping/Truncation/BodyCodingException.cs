namespace McpProxy.Shaping.Truncation;

/// <summary>A body cannot be decoded.</summary>
/// <param name="code">A stable snake_case code.</param>
/// <param name="message">One sentence for the caller.</param>
/// <param name="inner">What the decoder said.</param>
internal sealed class BodyCodingException(string code, string message, Exception? inner = null) : IOException(message, inner)
{
    public string Code => code;

    public ProxyErrorKind Kind => code == TooLarge ? ProxyErrorKind.ResponseTooLarge : ProxyErrorKind.UpstreamHttp;

    /// <summary>The code of a body that grows beyond its limits when it is decoded.</summary>
    public const string TooLarge = "decoded_too_large";

    /// <summary>The code of a body that is damaged, or coded as nobody asked for.</summary>
    public const string Damaged = "bad_content_encoding";
}
