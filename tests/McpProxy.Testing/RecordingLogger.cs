using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace McpProxy.Testing;

/// <summary>Keeps what is logged, as a warning or worse by default, so that a test can say that nothing was.</summary>
internal sealed class RecordingLogger : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Entries { get; } = new();

    /// <summary>What is kept: this level and worse.</summary>
    public LogLevel Least { get; init; } = LogLevel.Warning;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Entries.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
