using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration;

/// <summary>
/// The configuration in force: it has passed every check and calls are served by it. Who looks options up by name while a call
/// runs reads them here; <see cref="ICandidateConfiguration"/> may be one that is still being checked. A singleton; thread-safe.
/// </summary>
public interface IAppliedConfiguration
{
    /// <summary>
    /// All layers merged. It never changes: a reload replaces it by another object, so what was made of it holds for as long as
    /// this is the same one.
    /// </summary>
    IConfiguration Current { get; }

    /// <summary>Binds one section strictly, with the secrets policy of the environment and JSON as it stands in the files.</summary>
    /// <param name="path">Keys joined with a colon, e.g. <c>McpProxy:OAuth:strava</c>.</param>
    /// <param name="errors">Where mistakes go; there are none in sections that have a descriptor.</param>
    /// <typeparam name="T">A bindable type; see <see cref="StrictBinder"/>.</typeparam>
    T Bind<T>(string path, ConfigErrors errors)
        where T : class, new();
}
