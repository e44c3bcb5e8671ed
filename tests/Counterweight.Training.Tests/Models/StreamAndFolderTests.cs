using System.Reflection;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <summary>Every public method that takes a stream or a path, whichever format it is of, refuses a stream of the wrong kind by its name and a folder in one way.</summary>
public sealed class StreamAndFolderTests : IDisposable
{
    private static readonly Dataset Data = TestData.Create(1, 2, [1, 2], [0, 1]);
    private static readonly GradientBoostingClassifier Model = GradientBoostingClassifier.Fit(Data);
    private readonly string folder = Directory.CreateTempSubdirectory("counterweight").FullName;

    public static TheoryData<string> Methods(string parameter) => [.. All(parameter).Select(Name)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Methods), "destination")]
    public void AStreamThatCannotBeWrittenIsRefusedByName(string method)
    {
        AssertNames("destination", "destination cannot be written: ", method, new MemoryStream([], writable: false));
        AssertNames("destination", "destination cannot be written: ", method, Closed());
    }

    [Theory]
    [MemberData(nameof(Methods), "source")]
    public void AStreamThatCannotBeReadIsRefusedByName(string method)
    {
        using var file = new FileStream(Path.Combine(folder, "file"), FileMode.Create, FileAccess.Write);
        AssertNames("source", "source cannot be read: ", method, file);
        AssertNames("source", "source cannot be read: ", method, Closed());
    }

    [Theory]
    [MemberData(nameof(Methods), "path")]
    public void AFolderIsNoFile(string method)
    {
        // A folder that is empty could be replaced by a file, and one with files could not.
        var full = Directory.CreateDirectory(Path.Combine(folder, "full"));
        File.WriteAllText(Path.Combine(full.FullName, "inside"), "kept");
        string[] folders = [full.FullName, full.FullName + Path.DirectorySeparatorChar, Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName, Path.GetPathRoot(folder)!];
        foreach (var path in folders)
        {
            Assert.IsType<UnauthorizedAccessException>(Thrown(method, "path", path));
        }

        Assert.Equal(2, Directory.GetFileSystemEntries(folder).Length);
        Assert.Single(full.GetFileSystemInfos());
        Assert.IsAssignableFrom<IOException>(Thrown(method, "path", Path.Combine(folder, "nowhere", "file")));
    }

    private static void AssertNames(string parameter, string message, string method, Stream stream)
    {
        var error = Assert.IsType<ArgumentException>(Thrown(method, parameter, stream));
        Assert.Equal(parameter, error.ParamName);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(parameter, Assert.IsType<ArgumentNullException>(Thrown(method, parameter, null)).ParamName);
    }

    /// <summary>Calls a method with one argument that is wrong; a model is <see cref="Model"/>, and all others are their defaults.</summary>
    private static Exception Thrown(string name, string parameter, object? value)
    {
        var method = All(parameter).Single(method => string.Equals(Name(method), name, StringComparison.Ordinal));
        method = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(GradientBoostingClassifier)) : method;
        object?[] arguments = [.. method.GetParameters().Select(own => string.Equals(own.Name, parameter, StringComparison.Ordinal) ? value : own.HasDefaultValue ? own.DefaultValue : Model)];
        return Assert.Throws<TargetInvocationException>(() => method.Invoke(null, arguments)).InnerException!;
    }

    private static IEnumerable<MethodInfo> All(string parameter) => typeof(ModelFile).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.GetParameters().Any(own => own.ParameterType == (string.Equals(parameter, "path", StringComparison.Ordinal) ? typeof(string) : typeof(Stream)) && string.Equals(own.Name, parameter, StringComparison.Ordinal)));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method}";

    private static MemoryStream Closed()
    {
        var stream = new MemoryStream();
        stream.Dispose();
        return stream;
    }
}
