namespace Counterweight.Mutation.Faults;

/// <summary>The benchmarks: their clocks, tables and answers to scripts.</summary>
internal static class BenchmarkFaults
{
    private const string Timing = "Counterweight.Benchmarks.Tests: *.TimingTests";
    private const string Fixed = "Counterweight.Benchmarks.Tests: *.FixedSecondsTests";
    private const string Commands = "Counterweight.Benchmarks.Tests: *.CommandLineTests";
    private const string Serve = "Counterweight.Benchmarks.Tests: *.ServeTests";
    private const string Kernels = "Counterweight.Benchmarks.Tests: *.ServeKernelsTests";
    private const string Fits = "Counterweight.Benchmarks.Tests: *.ServeTreesTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the median of an even number is the greater of the two", "Median.cs", "(samples[middle - 1] + samples[middle]) / 2", "samples[middle]", Timing),
        new("samples are not sorted for their median", "Median.cs", "samples.Sort();", "", Timing),
        new("the fastest sample is reported", "InterleavedTimer.cs", "samples.Select(Median.Of)", "samples.Select(each => each.Min())", Timing),
        new("the mean of the samples is reported", "InterleavedTimer.cs", "samples.Select(Median.Of)", "samples.Select(each => each.Average())", Timing),
        new("a sample is not divided by its calls", "InterleavedTimer.cs", "Seconds(variants[i], calls[i], clock, round) / calls[i]", "Seconds(variants[i], calls[i], clock, round)", Timing),
        new("all samples are divided by the calls of the first variant", "InterleavedTimer.cs", "calls[i], clock, round) / calls[i]", "calls[i], clock, round) / calls[0]", Timing),
        new("the first call of all is timed", "Sample.cs", "        variant();\n        var calls = 1;", "        var calls = 1;", Timing),
        new("a sample begins with the caches of another variant", "InterleavedTimer.cs", "                variants[i]();\n", "", Timing),
        new("one round is enough", "InterleavedTimer.cs", "LeastRounds = 5", "LeastRounds = 1", Timing),
        new("rounds go on past the most", "InterleavedTimer.cs", "MostRounds = 150", "MostRounds = 1500", Timing),
        new("the wall clock counts milliseconds", "Clock.cs", "GetElapsedTime(0).TotalSeconds", "GetElapsedTime(0).TotalMilliseconds", Timing),
        new("the processor clock is the wall clock", "Clock.cs", "Environment.CpuUsage.TotalTime.TotalSeconds", "Stopwatch.GetElapsedTime(0).TotalSeconds", Timing),
        new("nanoseconds are microseconds", "Nanoseconds.cs", "seconds * 1e9", "seconds * 1e6", Timing),
        new("nanoseconds are those of a row", "Nanoseconds.cs", "shape.Elements", "shape.Rows", Timing),
        new("time that an item saved is not shared out", "TimeBudget.cs", "left--", "left", Timing),
        new("time that is spent is shared out again", "TimeBudget.cs", "(total - TimeSpan.FromSeconds(clock.Seconds() - start))", "total", Timing),
        new("an item may have no time", "TimeBudget.cs", "share < Least ? Least : ", "", Timing),
        new("a copy on threads leaves the end out", "CopyBuffers.cs", "end - first);", "half / (nuint)parts);", Timing),
        new("a copy moves twice the bytes", "CopyBuffers.cs", "bytes / 2", "bytes", Timing),

        new("the share of a copy is inverted", "QuickMeasurement.cs", "seconds[2] / seconds[0]", "seconds[0] / seconds[2]", Fixed),
        new("the ratio to the built-in is inverted", "QuickMeasurement.cs", "seconds[0] / seconds[^1]", "seconds[^1] / seconds[0]", Fixed),
        new("scalar loop and copy are timed in each other's place", "QuickMeasurement.cs", "            () => kernel.RunScalar(operands, shape),\n            () => copy.Copy(threads),", "            () => copy.Copy(threads),\n            () => kernel.RunScalar(operands, shape),", Fixed),
        new("a kernel without threads is told to have some", "QuickMeasurement.cs", "threads = kernel.IsParallel ? threads : 1;", "", Fixed),
        new("the kernel is timed on one thread whatever is asked", "QuickMeasurement.cs", "() => kernel.Run(operands, shape, threads)", "() => kernel.Run(operands, shape, 1)", Fixed),
        new("the built-in is timed by its scalar loop", "QuickMeasurement.cs", "user.BuiltIn.Run(operands, shape, threads)", "user.BuiltIn.RunScalar(operands, shape)", Fixed),
        new("times as fast is times as slow", "QuickTable.cs", "row.ScalarNsPerElement / row.NsPerElement", "row.NsPerElement / row.ScalarNsPerElement", Fixed),
        new("the composition's column is against the scalar loop", "QuickTable.cs", "composed / row.NsPerElement", "row.ScalarNsPerElement / composed", Fixed),
        new("the element type is called dType", "QuickRow.cs", "[JsonPropertyName(\"dtype\")]\n", "", Commands),
        new("a ratio that does not exist is printed", "QuickRow.cs", "[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]\n", "", Commands),
        new("quick measures on one thread", "QuickCommand.cs", "QuickMeasurement.Measure(entry, threads, budget.Next(), timer)", "QuickMeasurement.Measure(entry, 1, budget.Next(), timer)", Fixed),
        new("quick shares its time out among one kernel", "QuickCommand.cs", "new TimeBudget(Total, entries.Count)", "new TimeBudget(Total, 1)", Fixed),
        new("json keeps the names of the code", "QuickCommand.cs", "new(JsonSerializerDefaults.Web)", "new(JsonSerializerDefaults.General)", Commands),
        new("bytes are those of a row each", "CatalogueEntry.cs", "Case.BytesPerElement(Shape) * Shape.Elements", "Case.BytesPerElement(Shape) * Shape.Rows", Fixed),
        new("filters mind capital letters", "Selection.cs", "StringComparison.OrdinalIgnoreCase", "StringComparison.Ordinal", Commands),
        new("filters do not see the element type", "Selection.cs", "kernel.ToString().Contains(filter", "kernel.Name.Contains(filter", Commands),
        new("the user's loss is left out", "Selection.cs", "[.. KernelCatalog.All, UserLossCase.Create()]", "[.. KernelCatalog.All]", Commands),

        new("a bound is the shorter of the two", "RooflineRow.cs", "Math.Max(Bytes, Transcendentals)", "Math.Min(Bytes, Transcendentals)", Fixed),
        new("the share of the bound is inverted", "RooflineRow.cs", "Bound / Measured", "Measured / Bound", Fixed),
        new("a kernel is bound by the other of the two", "RooflineRow.cs", "Bytes >= Transcendentals ? \"copy\" : \"exp\"", "Bytes >= Transcendentals ? \"exp\" : \"copy\"", Fixed),
        new("the roofline takes the kernel's seconds for the copy's", "RooflineRow.cs", "Of(entry, exponentials, seconds[0], seconds[1])", "Of(entry, exponentials, seconds[1], seconds[0])", Fixed),
        new("transcendental functions take time by the rate instead of its inverse", "RooflineRow.cs", "TranscendentalsPerElement / exponentials", "TranscendentalsPerElement * exponentials", Fixed),
        new("one transcendental function is as many", "RooflineRow.cs", "entry.Case.TranscendentalsPerElement / exponentials", "1 / exponentials", Fixed),
        new("floats are measured against the rate of doubles", "RooflineCommand.cs", "typeof(float) ? singles : doubles", "typeof(float) ? doubles : singles", Fixed),
        new("the roofline's columns change places", "RooflineCommand.cs", "                Format(row.Bytes),\n                Format(row.Transcendentals),", "                Format(row.Transcendentals),\n                Format(row.Bytes),", Fixed),
        new("rates are seconds a billion", "Ceilings.cs", "count / seconds / 1e9", "seconds / count / 1e9", Fixed),
        new("multiply-adds are counted by vectors", "FusedMultiplyAddLoop.cs", "(double)Rounds * blocks * TBlock.Count", "(double)Rounds * blocks", Fixed),
        new("exponentials are counted by blocks", "ExponentialLoop.cs", "(double)Rounds * elements", "(double)Rounds * Blocks", Fixed),

        new("options do not reach BenchmarkDotNet", "Counterweight.Benchmarks/Program.cs", "if (args is [not ['-', ..], ..])", "if (args is [_, ..])", Commands),
        new("refused arguments are a success", "UsageException.cs", "ExitCode = 2", "ExitCode = 0", Commands),
        new("a filter that matches no benchmark is a success", "BenchmarkDotNetRun.cs", "? 0 : UsageException.ExitCode", "? 0 : 0", Commands),
        new("a question to BenchmarkDotNet is an error", "BenchmarkDotNetRun.cs", "args.Intersect(Questions, StringComparer.Ordinal).Any() ? 0", "args.Intersect(Questions, StringComparer.Ordinal).Any() ? 1", Commands),
        new("kernels without a composition are timed with one", "KernelBenchmarksConfig.cs", "RunTensorPrimitives: not null", "RunTensorPrimitives: null", Commands),

        new("serve answers with the seconds of a call", "ServedWork.cs", "Nanoseconds.PerElement((timer ?? InterleavedTimer.SecondsPerCall)([Run], budget)[0], Request.Shape)", "(timer ?? InterleavedTimer.SecondsPerCall)([Run], budget)[0]", Serve),
        new("serve times the first request for ever", "ServeCommand.cs", "work?.Request != request", "work is null", Serve),
        new("serve ends at a refusal", "ServeCommand.cs", "Console.Out.WriteLine($\"refused: {exception.Message}\");", "Console.Out.WriteLine($\"refused: {exception.Message}\");\n                return UsageException.ExitCode;", Serve),
        new("serve times on one thread whatever is asked", "ServedWork.cs", "Request.Threads", "1", Serve),
        new("a kernel that writes no Hessian is timed for one", "ServedWork.cs", "request.WantsHessian && !WritesHessian()", "request.WantsHessian && WritesHessian() && false", Serve),
        new("rows and width of a request change places", "WorkRequest.cs", "new Shape(rows, width)", "new Shape(width, rows)", Serve),
        new("the size of a request is multiplied in int", "WorkRequest.cs", "(long)rows * width", "rows * width", Serve),
        new("no threads are as good as one", "WorkRequest.cs", "out number) && number > 0", "out number) && number >= 0", Serve),
        new("values and gradients are asked for with Hessians", "WorkRequest.cs", "\"value+gradient\" => false", "\"value+gradient\" => true", Serve),

        new("bins of rows are read as they are written", "BinFile.cs", "columns[(feature * rowCount) + row]", "columns[(row * featureCount) + feature]", Kernels),
        new("gradients and Hessians of a histogram change places", "HistogramWork.cs", "scale.ToGradient(histogram[at + 2])", "scale.ToGradient(histogram[at + 3])", Kernels),
        new("the histogram has weights of 1", "HistogramWork.cs", "weights = RawArray.Read<float>(request.Directory, \"w.f32\", gradients.Length);", "weights = [.. gradients.Select(_ => 1f)];", Kernels),
        new("every node has the rows of the first", "SplitScanWork.cs", "rows.AsSpan(node * each, each)", "rows.AsSpan(0, each)", Kernels),
        new("a scan's least Hessian is lost", "SplitScanWork.cs", ", MinHessian = request.Real(\"min-hessian\", 0)", "", Kernels),
        new("a file of broken elements is taken", "RawArray.cs", "file.Length % size != 0 || ", "", Fits),
        new("a fit is answered with the moment it ended", "FitWork.cs", "return clock.Seconds() - start;", "return clock.Seconds();", Fits),
        new("a fit is timed with the one that warms up", "FitWork.cs", "if (warm.Add(threads))\n        {\n            fit(threads);\n        }\n\n        // The garbage of the fit before is not this one's.\n        model = null;\n        GC.Collect();\n        GC.WaitForPendingFinalizers();\n        var start = clock.Seconds();", "var start = clock.Seconds();\n        if (warm.Add(threads))\n        {\n            fit(threads);\n        }\n\n        model = null;\n        GC.Collect();\n        GC.WaitForPendingFinalizers();", Fits),
        new("training rows are predicted", "FitWork.cs", "model.Predict(test, predicted)", "model.Predict(training.Subset([.. Enumerable.Range(0, test.RowCount)]), predicted)", Fits),
        new("the arrays of another request stay", "TreeRequest.cs", ".Prepend(Work));", ".Take(1).Prepend(Work));", Fits),
        new("a setting that no work knows is taken", "TreeRequest.cs", "if (unread.Count > 0)", "if (unread.Count > 1)", Fits),
        new("negative numbers are taken", "TreeRequest.cs", "out var number) && number >= 0 && double.IsFinite", "out var number) && double.IsFinite", Fits),
        new("the threads of a fit are one", "TreeRequest.cs", "Threads = Positive(ThreadsKey, 1);", "Threads = Math.Min(1, Positive(ThreadsKey, 1));", Fits),
        new("the learning rate does not reach boosting", "Trainers.cs", "LearningRate = request.Real(\"learning-rate\", 0.1),", "LearningRate = Math.Min(0.1, request.Real(\"learning-rate\", 0.1)),", Fits),
        new("the learning rate does not reach AdaBoost", "Trainers.cs", "LearningRate = request.Real(\"learning-rate\", 1),", "LearningRate = Math.Max(1, request.Real(\"learning-rate\", 1)),", Fits),
        new("boosting knows no weights of classes", "Trainers.cs", "LearningRate = request.Real(\"learning-rate\", 0.1),\n            Weighting = Weighting(request),", "LearningRate = request.Real(\"learning-rate\", 0.1),\n            Weighting = Weighting(request) == ClassWeighting.None ? ClassWeighting.None : ClassWeighting.None,", Fits),
        new("AdaBoost knows no weights of classes", "Trainers.cs", "LearningRate = request.Real(\"learning-rate\", 1),\n        Weighting = Weighting(request),", "LearningRate = request.Real(\"learning-rate\", 1),\n        Weighting = Weighting(request) == ClassWeighting.None ? ClassWeighting.None : ClassWeighting.None,", Fits),
        new("a forest's least rows are lost", "Trainers.cs", "MinRowCount = request.Positive(\"min-rows\", 1),\n            Weighting", "MinRowCount = Math.Min(1, request.Positive(\"min-rows\", 1)),\n            Weighting", Fits),
        new("the seed does not reach the forest", "Trainers.cs", "(ulong)request.Real(\"seed\", 0)", "(ulong)Math.Min(0, request.Real(\"seed\", 0))", Fits),
        new("balanced bins weigh classes by their rows", "Trainers.cs", "data.RowCount / ((double)data.ClassCount * counts[label])", "(double)counts[label] / data.RowCount", Fits),
    ];
}
