namespace Counterweight.Core.Work;

/// <summary>Items that a delegate runs, in the caller's execution context.</summary>
/// <param name="body">Runs one.</param>
internal readonly struct ItemsJob(Action<int> body) : IWorkJob<ItemsJob>
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public void Run(int item)
    {
        if (context is null || ReferenceEquals(context, ExecutionContext.Capture()))
        {
            body(item);
        }
        else
        {
            ExecutionContext.Run(context, static state => Run(((Action<int> Body, int Item))state!), (body, item));
        }
    }

    private static void Run((Action<int> Body, int Item) work) => work.Body(work.Item);
}
