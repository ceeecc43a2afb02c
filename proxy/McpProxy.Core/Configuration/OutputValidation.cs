namespace McpProxy.Configuration;

/// <summary>What happens when a result does not fit the declared output schema.</summary>
public enum OutputValidation
{
    /// <summary>The result is passed on; a metric counts the mismatch.</summary>
    Lenient,

    /// <summary>The call fails with <c>upstream_http</c> / <c>output_schema_mismatch</c>.</summary>
    Strict,
}
