namespace LanTalk.Server.Programs;

/// <summary>A running program and its standard streams. Reading and writing them blocks.</summary>
internal interface IProgram : IDisposable
{
    /// <summary>Its standard input.</summary>
    Stream Input { get; }

    /// <summary>Its standard output.</summary>
    Stream Output { get; }

    /// <summary>Its standard error.</summary>
    Stream Error { get; }

    /// <summary>Completes with its exit code when it has ended.</summary>
    Task<int> Exited { get; }

    /// <summary>Asks it and all that it started to end (SIGTERM). Does nothing where that is not possible.</summary>
    void Terminate();

    /// <summary>Ends it and all that it started.</summary>
    void Kill();
}

/// <summary>Starts programs.</summary>
internal interface IProgramStarter
{
    /// <summary>Starts a program.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="directory">The directory in which it runs.</param>
    /// <exception cref="ProgramException">It cannot be started; the message names the file and the cause.</exception>
    IProgram Start(string path, string directory);
}

/// <summary>A program cannot be started. The message is for the operator.</summary>
internal sealed class ProgramException(string message, Exception? innerException = null) : Exception(message, innerException);
