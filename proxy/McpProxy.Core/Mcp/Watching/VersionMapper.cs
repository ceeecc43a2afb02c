using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Tools.Resources;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Watching;

/// <summary>Makes a version of the answer to a poll.</summary>
internal sealed class VersionMapper(ResourceMatch match) : IAnswerMapper
{
    private readonly ResourceMapper _contents = new(match.Uri, match.Resource.Definition.MimeType);

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        if (answer.Status == StatusCodes.Status304NotModified)
        {
            answer.Sink?.Dispose();
            return new VersionOutcome(null);
        }

        var outcome = _contents.Map(answer);
        if (outcome is not ResourceOutcome content)
        {
            return outcome;
        }

        using (content)
        {
            return new VersionOutcome(ResourceVersion.Of(answer, content));
        }
    }
}
