using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Compilation;

/// <summary>
/// Prepares a process that has started for its first calls of imported tools, whose schemas are compiled when they are called: what compiles them has never run, which costs
/// the first call several times the schema's own time.
/// </summary>
internal static class SchemaRehearsal
{
    /// <summary>The largest schemas make use of nearly all there is; each leaves some megabytes to collect.</summary>
    private const int Most = 3;

    /// <summary>Begins it in the background, on a thread that gives way to all others.</summary>
    public static void Begin(IReadOnlyCollection<CompiledSchema> schemas) => new Thread(() => Run(schemas)) { IsBackground = true, Priority = ThreadPriority.Lowest, Name = "Schema rehearsal" }.Start();

    public static void Run(IEnumerable<CompiledSchema> schemas)
    {
        foreach (var schema in schemas.Where(s => s.BytesToCompile > 0).OrderByDescending(s => s.BytesToCompile).Distinct().Take(Most))
        {
            try
            {
                schema.Rehearse();
            }
            catch (Exception)
            {
                // It does not compile any more: whoever calls the tool is told. What escaped from here would end the process.
            }
        }
    }
}
