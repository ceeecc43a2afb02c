using System.Security.Cryptography;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Watching;

/// <summary>What a content is recognised by: the upstream's entity tag, else its date of change, else a hash of it.</summary>
internal sealed record ResourceVersion(string? EntityTag, string? LastModified, string? Hash)
{
    /// <summary>What asks the upstream whether it is still this one; null when only the content itself can tell.</summary>
    public Preconditions? AsPreconditions() => EntityTag is null && LastModified is null ? null : new Preconditions(EntityTag, LastModified);

    /// <summary>The version of an answer that was mapped to a content.</summary>
    public static ResourceVersion Of(UpstreamAnswer answer, ResourceOutcome content)
    {
        if (answer.Headers.ETag.Count == 1)
        {
            return new ResourceVersion(answer.Headers.ETag.ToString(), null, null);
        }

        return answer.Headers.LastModified.Count == 1
            ? new ResourceVersion(null, answer.Headers.LastModified.ToString(), null)
            : new ResourceVersion(null, null, Convert.ToHexString(SHA256.HashData(content.Content)));
    }
}
