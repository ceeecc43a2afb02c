using McpProxy.Configuration;

namespace McpProxy.Tools;

/// <summary>What an <see cref="IToolSource"/> works with while a configuration is loaded. Not to be kept.</summary>
public interface IToolSourceContext
{
    /// <summary>The configuration that is being loaded.</summary>
    ICandidateConfiguration Configuration { get; }

    /// <summary>
    /// The services of the host. Ask here for those that read the configuration: a source that is a section as well is made before
    /// there is one, so its constructor cannot have them.
    /// </summary>
    IServiceProvider Services { get; }

    /// <summary>Where mistakes go. A configuration with a mistake is not used.</summary>
    ConfigErrors Errors { get; }

    /// <summary>Adds a tool. A name that a configured tool or another plugin's already has is a mistake.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="path">The configuration path it comes from, e.g. <c>McpProxy:AmazonAds</c>; mistakes name it.</param>
    void AddTool(PluginTool tool, string path);

    /// <summary>Compiles a request that handlers will send through a route of the configuration.</summary>
    /// <param name="reference">Route and request.</param>
    /// <returns>The request; null after adding mistakes.</returns>
    IRouteCall? AddRoute(RouteReference reference);
}
