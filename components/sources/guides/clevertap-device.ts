import type { Guide, Installation, Step } from "./guide.ts";
import { rudderAndroid, rudderIos, rudderReactNative } from "./mobile.ts";

// Device mode: CleverTap's own SDK in the app shows its messages and receives push. Junction's destination then sends
// nothing for this source, so that no event counts twice; calls still come here for everything else.
const CREDENTIALS =
  "Account ID, token and region stand on CleverTap's dashboard under Settings > Project. The passcode of the integration stays on the server.";

/** The step of a platform's own guide that starts the SDK which sends to Junction. */
function startOf(guide: Guide, installation: Installation, title: string): Step[] {
  const start = guide.steps(installation)[1];
  return start ? [{ ...start, title }] : [];
}

export const clevertapAndroid: Guide = {
  id: "clevertap",
  label: "CleverTap in the app (device mode)",
  steps: (installation) => [
    {
      title: "Add CleverTap's SDK and Firebase to app/build.gradle.kts",
      text: "gradle.properties needs android.useAndroidX=true. Put google-services.json of your Firebase project into the app's folder, and the newest versions in the place of <latest-version>.",
      code: `plugins {
    id("com.google.gms.google-services")
}

dependencies {
    implementation("com.clevertap.android:clevertap-android-sdk:<latest-version>")
    implementation("com.google.firebase:firebase-messaging:<latest-version>")
}`,
    },
    {
      title: "Name the account and the push service in AndroidManifest.xml",
      text: CREDENTIALS,
      code: `<application android:name=".ShopApplication">
    <meta-data android:name="CLEVERTAP_ACCOUNT_ID" android:value="<account-id>" />
    <meta-data android:name="CLEVERTAP_TOKEN" android:value="<account-token>" />
    <meta-data android:name="CLEVERTAP_REGION" android:value="<region>" />
    <service
        android:name="com.clevertap.android.sdk.pushnotification.fcm.FcmMessageListenerService"
        android:exported="false">
        <intent-filter>
            <action android:name="com.google.firebase.MESSAGING_EVENT" />
        </intent-filter>
    </service>
</application>`,
    },
    {
      title: "Register before the app starts, and make a channel for notifications",
      text: "CleverTap has to see the app's life cycle from its beginning, so the first line comes before super.onCreate(). The channel's id is what a push campaign asks for.",
      code: `override fun onCreate() {
    ActivityLifecycleCallback.register(this)
    super.onCreate()
    CleverTapAPI.createNotificationChannel(
        this, "offers", "Offers", "News of the shop", NotificationManager.IMPORTANCE_DEFAULT, true
    )
}`,
    },
    ...startOf(rudderAndroid, installation, "Go on sending to Junction from the same class"),
    {
      title: "Say to both who it is",
      text: "The identity has to be the user ID that Junction gets, or CleverTap makes a second profile.",
      code: `analytics.identify(userId = "user-1")
CleverTapAPI.getDefaultInstance(applicationContext)
    ?.onUserLogin(mapOf("Identity" to "user-1", "MSG-push" to true))`,
    },
  ],
};

export const clevertapIos: Guide = {
  id: "clevertap",
  label: "CleverTap in the app (device mode)",
  steps: (installation) => [
    {
      title: "Add CleverTap's SDK to the Podfile, then run pod install",
      code: `target "Shop" do
  use_frameworks!
  pod "CleverTap-iOS-SDK"
end`,
    },
    {
      title: "Name the account in Info.plist",
      text: CREDENTIALS,
      code: `<key>CleverTapAccountID</key>
<string><account-id></string>
<key>CleverTapToken</key>
<string><account-token></string>
<key>CleverTapRegion</key>
<string><region></string>`,
    },
    {
      title: "Allow push, and hand the device's token to CleverTap",
      text: "In Xcode, under Signing & Capabilities, add Push Notifications, and Background Modes with Remote notifications. On CleverTap's dashboard, upload the APNs key under Settings > Channels > Mobile Push > iOS.",
      code: `import CleverTapSDK
import UserNotifications

func application(
    _ application: UIApplication,
    didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
) -> Bool {
    CleverTap.autoIntegrate()
    UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .badge, .sound]) { granted, _ in
        if granted {
            DispatchQueue.main.async { application.registerForRemoteNotifications() }
        }
    }
    return true
}

func application(
    _ application: UIApplication,
    didRegisterForRemoteNotificationsWithDeviceToken token: Data
) {
    CleverTap.sharedInstance()?.setPushToken(token)
}`,
    },
    ...startOf(rudderIos, installation, "Go on sending to Junction"),
    {
      title: "Say to both who it is",
      text: "The identity has to be the user ID that Junction gets, or CleverTap makes a second profile.",
      code: `analytics.identify(userId: "user-1")
CleverTap.sharedInstance()?.onUserLogin(["Identity": "user-1", "MSG-push": true])`,
    },
  ],
};

export const clevertapReactNative: Guide = {
  id: "clevertap",
  label: "CleverTap in the app (device mode)",
  steps: (installation) => [
    {
      title: "Install CleverTap's module",
      text: "For iOS, run pod install in the ios folder afterwards.",
      code: "npm install clevertap-react-native",
    },
    {
      title: "Do the native part once for each platform",
      text: "Account, push service and life cycle are native matters: in the android folder and in the ios folder take the first three steps of the guides for Android and iOS (choose the platform above).",
      code: `android/app/src/main/AndroidManifest.xml   account, FcmMessageListenerService
android/app/…/MainApplication              ActivityLifecycleCallback.register(this)
ios/<App>/Info.plist                       account
ios/<App>/AppDelegate                      autoIntegrate, setPushToken`,
    },
    {
      title: "Make a channel for notifications on Android",
      code: `import CleverTap from "clevertap-react-native";

CleverTap.createNotificationChannel("offers", "Offers", "News of the shop", 3, true);`,
    },
    ...startOf(rudderReactNative, installation, "Go on sending to Junction"),
    {
      title: "Say to both who it is",
      text: "The identity has to be the user ID that Junction gets, or CleverTap makes a second profile.",
      code: `await rudderClient.identify("user-1", { email: "ada@example.com" });
CleverTap.onUserLogin({ Identity: "user-1", "MSG-push": true });`,
    },
  ],
};
