using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Lifecycle;

/// <summary>Notes the phases that are logged, among whatever else a test notes.</summary>
internal sealed class PhaseRecorder(ConcurrentQueue<string> events) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == 500)
        {
            events.Enqueue(formatter(state, exception).Split(' ', ';')[1]);
        }
    }

    public void Dispose()
    {
    }
}
