using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Sets <c>Content-Type</c> and <c>Accept</c> by what is known of all requests of a route. Allocates nothing when nothing changes.</summary>
/// <param name="produces">What the upstream offers.</param>
/// <param name="consumes">What it takes, the type for bodies of which nobody says more first.</param>
internal sealed class RouteMediaTransform(OfferedTypes produces, IReadOnlyList<string> consumes) : RequestTransform
{
    private readonly string? _default = consumes is [var first, ..] ? first : null;

    /// <summary>Types that clients name by themselves, and the upstream takes as they are.</summary>
    private readonly string[] _taken = [.. consumes.Skip(1).Where(t => MediaTypeName.IsGeneric(t)).Select(t => MediaTypeName.Of(t).ToString())];

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (_default is not null && !IsTaken(context))
        {
            MediaHeaders.SetContentType(context, _default);
        }

        MediaHeaders.SetAccept(context, produces, preferred: [], otherwise: null);
        return ValueTask.CompletedTask;
    }

    private bool IsTaken(RequestTransformContext context)
    {
        if (_taken.Length == 0 || context.ProxyRequest.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var values) != true)
        {
            return false;
        }

        var name = MediaTypeName.Of(values.ToString());
        foreach (var taken in _taken)
        {
            if (name.Equals(taken, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
