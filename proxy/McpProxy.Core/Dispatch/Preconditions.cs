using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>What makes a request conditional (RFC 9110, section 13.1): the upstream answers 304 while its content is still the one with these validators.</summary>
/// <param name="EntityTag">Value of <c>If-None-Match</c>, or null.</param>
/// <param name="LastModified">Value of <c>If-Modified-Since</c>, or null.</param>
internal sealed record Preconditions(string? EntityTag, string? LastModified)
{
    public void Apply(IHeaderDictionary headers)
    {
        if (EntityTag is not null)
        {
            headers.IfNoneMatch = EntityTag;
        }
        else if (LastModified is not null)
        {
            headers.IfModifiedSince = LastModified;
        }
    }
}
