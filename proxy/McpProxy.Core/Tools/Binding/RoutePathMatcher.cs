using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace McpProxy.Tools.Binding;

/// <summary>
/// Matches a path against the pattern of a YARP route as ASP.NET Core's routing does, so that a request of the MCP door
/// gets the same route values, and the same refusals of constraints, as over HTTP.
/// </summary>
internal sealed class RoutePathMatcher
{
    private readonly TemplateMatcher? _matcher;
    private readonly KeyValuePair<string, IRouteConstraint>[] _constraints;

    public RoutePathMatcher(string? pattern, IInlineConstraintResolver? constraints)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            _constraints = [];
            return;
        }

        var parsed = RoutePatternFactory.Parse(pattern);
        _matcher = new TemplateMatcher(new RouteTemplate(parsed), new RouteValueDictionary(parsed.Defaults));
        _constraints = Resolve(parsed, constraints);
    }

    /// <summary>Whether a request can be refused although its path has the right shape.</summary>
    public bool HasConstraints => _constraints.Length > 0;

    /// <summary>Matches shape and constraints.</summary>
    public bool TryMatch(PathString path, RouteValueDictionary values, HttpContext? context)
    {
        if (!TryMatchShape(path, values))
        {
            return false;
        }

        foreach (var (name, constraint) in _constraints)
        {
            // An optional variable that the path leaves out is not constrained, as in routing.
            if (values.TryGetValue(name, out var value) && value is not null && !constraint.Match(context, null, name, values, RouteDirection.IncomingRequest))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Matches the shape only; for templates whose variables have no value yet.</summary>
    public bool TryMatchShape(PathString path, RouteValueDictionary values) =>
        _matcher is null || _matcher.TryMatch(path, values);

    private static KeyValuePair<string, IRouteConstraint>[] Resolve(RoutePattern pattern, IInlineConstraintResolver? resolver)
    {
        var resolved = new List<KeyValuePair<string, IRouteConstraint>>();
        foreach (var (name, policies) in pattern.ParameterPolicies)
        {
            foreach (var policy in policies)
            {
                var constraint = policy.ParameterPolicy as IRouteConstraint
                    ?? (policy.Content is { } text ? resolver?.ResolveConstraint(text) : null);
                if (constraint is not null)
                {
                    resolved.Add(new(name, constraint));
                }
            }
        }

        return [.. resolved];
    }
}
